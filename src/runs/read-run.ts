import type { Services } from '../context.ts'
import { findRun, type RunRow } from './queries.ts'

/** A run with all its columns, such as what was sent to a provider for it; null when there is none. For the system's own work. */
export const readRun = async (services: Services, input: { run_id: string }): Promise<RunRow | null> =>
  (await findRun(services.db, 'all', input.run_id)) ?? null
