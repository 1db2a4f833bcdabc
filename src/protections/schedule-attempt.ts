import type { Context } from '../context.ts'
import type { NativeFit } from './fit-native.ts'
import type { Attempt } from './schema.ts'

/** A change of schedule that is wished for and not sent yet. */
export const scheduleAttempt = (ctx: Pick<Context, 'clock'>, { schedule, retention_days }: NativeFit): Attempt => {
  if (schedule === null) throw new Error('A provider that chooses the time itself is told no schedule.')
  return {
    kind: 'schedule',
    started_at: ctx.clock.now(),
    outcome: 'waiting',
    sends: 0,
    action: null,
    addons_before: null,
    change: { schedule, retention_days },
  }
}
