import type { RecoveryPointRow } from './queries.ts'
import { PointWarning, unsafeWarning } from './schema.ts'

/** Whether it was found to harm whoever restores it. */
export const isUnsafe = ({ warning }: Pick<RecoveryPointRow, 'warning'>): boolean =>
  PointWarning.nullable().parse(warning)?.code === unsafeWarning
