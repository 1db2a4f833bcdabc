import { toIso } from '../lib/clock.ts'
import type { ProviderServer } from '../providers/provider.ts'

/** The columns that say how a provider showed a server, as they go into a row. */
export type ObservedColumns = {
  provider_name: string
  region: string | null
  size: string | null
  status: ProviderServer['status']
  provider_status: string
  locked: boolean
  price_minor: number | null
  currency: string | null
  addon_ids: number[] | null
  native_state: 'on' | 'off' | 'unknown'
  /** JSON text. */
  native_schedule: string | null
  native_next_at: string | null
  managed_in_panel: boolean
  provider_created_at: string | null
  point_refs: string[] | null
  newest_native_at: string | null
  disk_bytes: number | null
}

/** What a reading of a provider says about one server, made fit for the table whatever words the provider uses. */
export const observedColumns = (seen: ProviderServer): ObservedColumns => ({
  provider_name: textOf(seen.name, 255) ?? seen.ref,
  region: textOf(seen.region, 200),
  size: textOf(seen.size, 200),
  status: seen.status,
  provider_status: textOf(seen.provider_status, 200) ?? 'unknown',
  locked: seen.locked,
  price_minor: seen.price_per_month?.amount_minor ?? null,
  currency: seen.price_per_month?.currency ?? null,
  addon_ids: seen.addon_ids === null ? null : [...seen.addon_ids].sort((a, b) => a - b),
  native_state: seen.native.state,
  native_schedule: scheduleOf(seen),
  native_next_at: timeOf(seen.native.next_at),
  managed_in_panel: seen.native.managed_in_panel,
  provider_created_at: timeOf(seen.created_at),
  point_refs: seen.recovery_point_refs === null ? null : [...seen.recovery_point_refs].sort(),
  newest_native_at: timeOf(seen.newest_native_at),
  disk_bytes: seen.disk_bytes === null ? null : Math.round(seen.disk_bytes),
})

/** Always the same order of keys, so that texts can be compared. */
const scheduleOf = ({ native: { schedule } }: ProviderServer) =>
  schedule === null ? null : JSON.stringify({ every: schedule.every, weekday: schedule.weekday, hour: schedule.hour })

/** Postgres takes no NUL, and no name is without end. */
const textOf = (text: string | null, most: number): string | null =>
  text?.replaceAll('\u0000', '').slice(0, most) || null

const timeOf = (text: string | null): string | null => {
  const ms = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(ms) ? null : toIso(ms)
}
