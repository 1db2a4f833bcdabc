import { NotificationTarget } from './schema.ts'
import type { TargetRow } from './target-queries.ts'

/** A row as the API shows it: what is sealed stays so. */
export const toTarget = (row: TargetRow): NotificationTarget => NotificationTarget.parse(row)
