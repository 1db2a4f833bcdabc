import type { Context } from '../context.ts'
import type { Capabilities } from '../providers/provider.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import { fitNative, type NativeFit } from './fit-native.ts'
import { nativeRefusal } from './native-refusal.ts'
import { nativeWish } from './native-wish.ts'
import type { ProtectionRow } from './queries.ts'
import { type Place, reservePlace } from './reserve-place.ts'
import { scheduleThere } from './schedule-there.ts'
import type { ToggleInput } from './schema.ts'

type Asked = {
  server: LoadedServer
  protections: readonly ProtectionRow[]
  capabilities: Capabilities
  input: Pick<ToggleInput, 'retention_days' | 'schedule' | 'plan_id' | 'methods'>
}

/**
 * A plan whose promise the provider keeps: on the schedule asked for where one is, else on the one that its backups have already,
 * since nobody asked to change it.
 */
export const reserveNativePlace = (
  ctx: Context,
  { server, protections, capabilities, input }: Asked,
): Promise<Place<NativeFit>> => {
  const { retention_days: asked_days, schedule, plan_id } = input
  const { native } = capabilities
  const told =
    schedule === undefined || native === null
      ? (scheduleThere(server, capabilities) ?? undefined)
      : nativeWish(schedule, native, ctx.clock.now())
  return reservePlace(ctx, {
    server,
    protections,
    method: 'native',
    named: input.methods !== undefined,
    plan_id,
    asked_days,
    fit: (days) => (told === null ? null : fitNative(server, capabilities, days, told)),
    refusal: (plan) =>
      nativeRefusal(ctx, {
        server,
        capabilities,
        plan,
        asked_days,
        schedule,
        told: told ?? null,
        no_choice: told === null,
      }),
  })
}
