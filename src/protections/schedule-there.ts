import type { Capabilities, NativeSchedule } from '../providers/provider.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import { NativeScheduleShape } from '../servers/schema.ts'

/** Which of the schedules it offers a provider takes backups of a server on already; null where they are off, it offers no choice, or does not tell. */
export const scheduleThere = (
  { native_state, native_schedule }: Pick<LoadedServer, 'native_state' | 'native_schedule'>,
  { native }: Pick<Capabilities, 'native'>,
): NativeSchedule | null => {
  if (native_state !== 'on' || native === null || native.schedules.length === 0) return null
  return NativeScheduleShape.nullable().parse(native_schedule)
}
