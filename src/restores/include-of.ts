import { z } from 'zod'
import type { RestoreRow } from './queries.ts'

const Include = z.array(z.string())

/** The paths asked for; empty for all. */
export const includeOf = (restore: Pick<RestoreRow, 'include'>): string[] => Include.parse(restore.include)
