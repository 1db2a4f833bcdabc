import type { Context } from '../context.ts'
import { dayMs, hourMs, isoPlusMs, minuteMs } from '../lib/clock.ts'
import type { DrillEvidence } from '../maintenance/schema.ts'
import { idsAt, type Told } from './add-snapshots.ts'
import type { PastRows } from './past-queries.ts'

/** How many days ago there was a drill: once a month. */
const drillDays = [57, 29, 2] as const
const tookMs = 11 * minuteMs

/** Restore drills of the snapshots that were new then, on throw-away servers. All passed but the last, where the story has it fail. */
export const addDrills = (ctx: Context, rows: PastRows, { server, known }: Told): void => {
  const { drills } = known.machine
  if (drills === undefined) return
  for (const days of drillDays) {
    const at = isoPlusMs(known.now, -days * dayMs)
    const point = rows.points
      .filter((one) => one.server_id === server.id && String(one.taken_at) < at)
      .sort((a, b) => String(a.taken_at).localeCompare(String(b.taken_at)))
      .at(-1)
    if (point === undefined) continue
    const passed = drills === 'passed' || days !== drillDays.at(-1)
    const began = isoPlusMs(String(point.taken_at), hourMs)
    const finished_at = isoPlusMs(began, tookMs)
    const ids = idsAt(began)
    const run_id = ids.make('run')
    const { label } = ctx.providers.describe(known.machine.provider).capabilities
    if (passed) point.proven_at = finished_at
    rows.runs.push({
      id: run_id,
      kind: 'drill',
      organization_id: server.organization_id,
      server_id: server.id,
      server_name: server.name,
      state: 'finished',
      outcome: passed ? 'succeeded' : 'failed',
      progress: JSON.stringify({ kind: 'none' }),
      stats: JSON.stringify({ method: 'image', seconds: tookMs / 1_000 }),
      error: passed ? null : JSON.stringify(failure),
      requested_by_kind: 'system',
      requested_by_name: 'Backstay',
      started_at: began,
      finished_at,
      created_at: began,
      updated_at: finished_at,
    })
    rows.log.push({ run_id, at: began, level: 'info', message: `${label} makes a throw-away server of the snapshot.` })
    if (!passed) rows.log.push({ run_id, at: finished_at, level: 'error', message: failure.message })
    rows.drills.push({
      id: ids.make('drl'),
      run_id,
      server_id: server.id,
      recovery_point_id: point.id,
      passed,
      files: 0,
      bytes: 0,
      evidence: JSON.stringify(evidenceOf(server.name, finished_at, passed)),
      finished_at,
    })
  }
}

export const failure = {
  code: 'health_failed',
  message: 'A server was made of this image, and runs. Port 443 did not answer within five minutes.',
}

const evidenceOf = (name: string, at: string, passed: boolean): DrillEvidence => ({
  restored: 'server',
  problems: [],
  compared: [],
  restic_exit: null,
  seconds: tookMs / 1_000,
  server: {
    name: `backstay-drill-${name}`,
    region: 'fra1',
    size: 'as the server',
    cost_at_most: { amount_minor: 4, currency: 'USD' },
    health: {
      state: passed ? 'passed' : 'failed',
      checked_at: at,
      detail: passed ? 'Port 443 answered.' : 'Port 443 did not answer within five minutes.',
    },
    destroyed_at: at,
  },
})
