import { entitlementOf } from '../billing/entitlement-of.ts'
import type { Context } from '../context.ts'
import type { ActionState, NativeSchedule, Provider, ProviderServer } from '../providers/provider.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import { NativeScheduleShape } from '../servers/schema.ts'
import type { ServerLease } from '../servers/take-server-lease.ts'
import type { Situation } from './decide-next-step.ts'
import { countPlacesUsed, listPlaceHolders, type ProtectionRow } from './queries.ts'
import { scheduleDiffers } from './schedule-differs.ts'
import { Attempt } from './schema.ts'

/** What a step works with: the protection and its server as read under the lease, and a way to the provider. */
export type Working = {
  readonly protection: ProtectionRow
  readonly server: LoadedServer
  readonly provider: Provider
  readonly lease: ServerLease
}

/** With what the look at the provider showed. */
export type Looked = Working & {
  readonly observed: 'on' | 'off' | 'unknown'
  readonly addon_ids: readonly number[] | null
  /** What the provider showed, and when the look began. */
  readonly look: { readonly seen: ProviderServer; readonly observed_at: string }
}

/** How the steps ended for now. */
export type Reconciled = {
  /** Null when the protection is gone. */
  readonly protection: ProtectionRow | null
  /** When to look again; null when nothing is left to do, or only for a person. */
  readonly again_in_seconds: number | null
}

export type Look = { situation: Situation; addon_ids: readonly number[] | null; look: Looked['look'] }

/** Reads the server and what is under way at its provider, and puts the situation together. */
export const lookAtServer = async (ctx: Context, input: Working & { provider_ref: string }): Promise<Look> => {
  const { protection, provider } = input
  const { native } = provider.capabilities
  if (native === null)
    throw new Error(`${provider.capabilities.label} has no native backups, so no protection of them can exist.`)
  const attempt = protection.attempt === null ? null : Attempt.parse(protection.attempt)
  const action = await followOf(provider, attempt)
  const observed_at = ctx.clock.now()
  const seen = await provider.getServer(input.provider_ref)
  const observed = observedState(seen.native.state, attempt, seen.addon_ids)
  return {
    addon_ids: seen.addon_ids,
    look: { seen, observed_at },
    situation: {
      desired: protection.desired_state,
      observed,
      locked: seen.locked,
      schedule_differs: scheduleDiffers(attempt?.change?.schedule ?? wantedSchedule(protection), seen.native.schedule),
      attempt,
      action,
      has_place: await hasPlace(ctx, protection, input.server.organization_id, observed),
      capability: native,
      now_ms: ctx.clock.nowMs(),
    },
  }
}

const wantedSchedule = ({ schedule }: ProtectionRow): NativeSchedule | null =>
  schedule === null ? null : NativeScheduleShape.parse(schedule)

const followOf = async (provider: Provider, attempt: Attempt | null): Promise<ActionState | null> =>
  attempt?.action ? provider.followAction(attempt.action) : null

/** An add-on that appeared after our purchase is the purchase, also where nobody knew its number before. */
const observedState = (
  state: 'on' | 'off' | 'unknown',
  attempt: Attempt | null,
  addons: readonly number[] | null,
): 'on' | 'off' | 'unknown' => {
  if (state !== 'unknown' || attempt?.kind !== 'enable' || attempt.addons_before === null || addons === null)
    return state
  const before = attempt.addons_before
  return addons.some((id) => !before.includes(id)) ? 'on' : 'off'
}

/** Whether the place that was reserved is still paid for: those wanted longest keep theirs. What is on already needs none. */
const hasPlace = async (
  ctx: Context,
  protection: ProtectionRow,
  organization_id: string,
  observed: Situation['observed'],
): Promise<boolean> => {
  if (protection.plan_id === null || observed === 'on') return false
  const { plans } = await entitlementOf(ctx, { organization_id })
  const plan = plans.find((one) => one.plan_id === protection.plan_id)
  if (plan === undefined) return false
  const used = (await countPlacesUsed(ctx.db, organization_id)).get(plan.plan_id) ?? 0
  if (used <= plan.places) return true
  const holders = (await listPlaceHolders(ctx.db, organization_id)).filter((row) => row.plan_id === plan.plan_id)
  const servers = [...new Set(holders.map((row) => row.server_id))]
  return servers.indexOf(protection.server_id) < plan.places
}
