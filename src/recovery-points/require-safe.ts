import { AppError } from '../lib/errors.ts'
import { isUnsafe } from './is-unsafe.ts'
import type { RecoveryPointRow } from './queries.ts'

/** Throws unsafe_snapshot where it was found to harm whoever restores it. */
export const requireSafe = (point: Pick<RecoveryPointRow, 'warning'>): void => {
  if (isUnsafe(point)) throw new AppError('unsafe_snapshot')
}
