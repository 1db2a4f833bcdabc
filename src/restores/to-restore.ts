import { isoPlusMs } from '../lib/clock.ts'
import type { Run } from '../runs/schema.ts'
import { Health } from '../servers/health/schema.ts'
import { includeOf } from './include-of.ts'
import type { RestoreRow } from './queries.ts'
import { NewServerWish, type Restore } from './schema.ts'

/** The row as the API shows it, with its run as it stands now. */
export const toRestore = (row: RestoreRow, run: Run, now: string): Restore => ({
  id: row.id,
  server_id: row.server_id,
  recovery_point_id: row.recovery_point_id,
  mode: row.mode,
  target_server_id: row.target_server_id,
  target_server_name: row.target_server_name ?? newServerOf(row)?.name ?? '',
  new_server: newServerOf(row),
  target_path: row.target_path,
  include: includeOf(row),
  overwrite: row.overwrite,
  health: healthOf(row),
  dry_run: row.dry_run,
  safety_run_id: row.safety_run_id,
  run_id: row.run_id,
  status: statusOf(run),
  run,
  estimated_completion: completionOf(run, now),
  completed_at: run.finished_at,
  created_at: row.created_at,
})

/** Not before it is decided. */
const healthOf = (row: Pick<RestoreRow, 'health'>): Health | null => Health.nullable().catch(null).parse(row.health)

const newServerOf = (row: Pick<RestoreRow, 'new_server'>): NewServerWish | null =>
  NewServerWish.nullable().parse(row.new_server)

const statusOf = ({ outcome }: Run): Restore['status'] => {
  if (outcome === null) return 'in_progress'
  if (outcome === 'cancelled') return 'cancelled'
  return outcome === 'failed' || outcome === 'expired' ? 'failed' : 'completed'
}

/** Counted from when the agent said how long it takes. */
const completionOf = ({ state, progress }: Run, now: string): string | null =>
  state === 'running' && progress.seconds_left != null ? isoPlusMs(now, progress.seconds_left * 1_000) : null
