import { createHash } from 'node:crypto'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { createIds, type Ids } from '../lib/ids.ts'
import { snapshotName } from '../protections/snapshots/snapshot-name.ts'
import { markedDescription } from '../providers/vultr/snapshot-mark.ts'
import type { DemoWork } from './demo-work.ts'
import { fraction, type Known, type PastSnapshot, pastSnapshotsOf } from './past-of.ts'
import type { PastRows } from './past-queries.ts'
import type { DemoServer } from './queries.ts'

export type Told = {
  /** Of the machine in the story. */
  index: number
  server: DemoServer
  known: Known
  protection_id: string
  size_bytes: number
  /** After the hour, of its schedule. */
  minute: number
}

const longestName = 60

/** A server's nights of snapshots on our schedule: a run each, and what came of it. Those that are still kept are put into the cloud, too. */
export const addSnapshots = ({ ctx, clouds }: Pick<DemoWork, 'ctx' | 'clouds'>, rows: PastRows, told: Told): void => {
  const { server, known, protection_id } = told
  const { control } = clouds.get(known.machine.provider)
  const { label } = ctx.providers.describe(known.machine.provider).capabilities
  for (const night of pastSnapshotsOf({ ...known, ...told })) {
    const ids = idsAt(night.at)
    const run_id = ids.make('run')
    const name = snapshotName({ run_id, server_name: server.name, at: night.at }, longestName)
    const finished_at = isoPlusMs(night.at, secondsOf(server.name, night) * 1_000)
    rows.runs.push(runOf(night, { run_id, server, finished_at, label }))
    rows.log.push({ run_id, at: night.at, level: 'info', message: `Asking ${label} for the snapshot ${name}.` })
    if (night.point === null)
      rows.log.push({ run_id, at: finished_at, level: 'error', message: refusalOf(label).message })
    rows.orders.push({
      run_id,
      server_id: server.id,
      protection_id,
      name,
      purpose: 'schedule',
      state: 'ended',
      until: finished_at,
      created_at: night.at,
      updated_at: finished_at,
    })
    if (night.point === null) continue
    const { taken_at, went_at, size_bytes } = night.point
    const ref = refOf(told, night)
    const isVultr = known.machine.provider === 'vultr'
    const server_ref = server.provider_ref ?? ''
    if (went_at === null)
      control.panel('add_snapshot', {
        server_ref,
        ref,
        name: isVultr ? markedDescription(name, server_ref) : name,
        taken_at,
        size_bytes: size_bytes ?? 0,
      })
    rows.points.push({
      id: ids.make('rcp'),
      server_id: server.id,
      protection_id,
      method: 'snapshot',
      ref,
      source: 'image',
      run_id,
      taken_at,
      state: went_at === null ? 'available' : 'forgotten',
      outcome: 'succeeded',
      size_bytes,
      facts: '{}',
      sample: '[]',
      forgotten_at: went_at,
      created_at: finished_at,
      updated_at: went_at ?? finished_at,
    })
  }
}

type Run = { run_id: string; server: DemoServer; finished_at: string; label: string }

const runOf = (night: PastSnapshot, { run_id, server, finished_at, label }: Run): PastRows['runs'][number] => {
  const seconds = Math.round((Date.parse(finished_at) - Date.parse(night.at)) / 1_000)
  const made = night.point === null ? {} : { snapshots: 1, bytes: night.point.size_bytes, seconds }
  return {
    id: run_id,
    kind: 'backup',
    organization_id: server.organization_id,
    server_id: server.id,
    server_name: server.name,
    state: 'finished',
    outcome: night.point === null ? 'failed' : 'succeeded',
    progress: JSON.stringify({ kind: 'none' }),
    stats: JSON.stringify({ method: 'snapshot', ...made }),
    error: night.point === null ? JSON.stringify(refusalOf(label)) : null,
    requested_by_kind: 'system',
    requested_by_name: 'Backstay',
    sent_at: night.at,
    started_at: night.at,
    finished_at,
    created_at: night.at,
    updated_at: finished_at,
  }
}

const refusalOf = (label: string) => ({
  code: 'provider_refused',
  message: `${label} did not make the snapshot: the action ended as errored.`,
})

/** Two to nine minutes. */
const secondsOf = (name: string, { at }: PastSnapshot): number => 120 + Math.round(420 * fraction(name, at, 'seconds'))

export const idsAt = (at: string): Ids => {
  const nowMs = Date.parse(at)
  return createIds({ nowMs: () => nowMs, now: () => at })
}

/** Below the ids that the sandbox clouds give, so that none is given twice. */
const firstRefs: Readonly<Record<string, number>> = { digitalocean: 140_000_000, hetzner: 220_000_000 }

const refOf = ({ index, known }: Told, { at }: PastSnapshot): string => {
  const { provider, name } = known.machine
  const first = firstRefs[provider]
  const night = Math.floor(Date.parse(at) / dayMs) % 1_000
  if (first !== undefined) return String(first + index * 1_000 + night)
  const hex = createHash('sha256').update(`${name} ${night}`).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}
