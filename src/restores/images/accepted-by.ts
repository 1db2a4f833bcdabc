import { z } from 'zod'
import type { RestoreRow } from '../queries.ts'

const Ids = z.array(z.string()).nullable()

/** The recovery points that whoever asked for the restore accepted to lose by it. */
export const acceptedBy = (restore: Pick<RestoreRow, 'accept_loss'>): string[] => Ids.parse(restore.accept_loss) ?? []
