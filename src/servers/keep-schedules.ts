import type { NativeState, ProviderServer } from '../providers/provider.ts'
import { NativeScheduleShape } from './schema.ts'
import type { KnownServer } from './sync-queries.ts'

type KnownNative = Pick<
  KnownServer,
  'provider_ref' | 'native_state' | 'native_schedule' | 'native_next_at' | 'managed_in_panel'
>

/**
 * A listing that leaves schedules out, with what the last look at each server showed of its own: while backups stay on, nothing says
 * that it changed. A time that has passed is no next one any more.
 */
export const keepSchedules = (
  listed: readonly ProviderServer[],
  known: readonly KnownNative[],
  now: string,
): ProviderServer[] => {
  const byRef = new Map(known.map((row) => [row.provider_ref, row]))
  return listed.map((server) => {
    const row = byRef.get(server.ref)
    if (row === undefined || row.native_state !== 'on' || server.native.state !== 'on') return server
    return { ...server, native: { state: 'on', ...lastSeen(row, now) } }
  })
}

const lastSeen = (row: KnownNative, now: string): Omit<NativeState, 'state'> => ({
  schedule: NativeScheduleShape.nullable().parse(row.native_schedule),
  managed_in_panel: row.managed_in_panel,
  next_at: row.native_next_at !== null && row.native_next_at > now ? row.native_next_at : null,
})
