import { recordChange } from '../audit/record-change.ts'
import { entitlementOf } from '../billing/entitlement-of.ts'
import { type Context, inTransaction } from '../context.ts'
import { recordNotices } from '../notifications/record-notices.ts'
import type { NewNotice } from '../notifications/schema.ts'
import { holdOrganization } from '../organizations/hold-organization.ts'
import { loadServer } from '../servers/load-server.ts'
import { listPlaceHolders, type PlaceHolder } from './queries.ts'
import { type ProtectionChange, writeProtection } from './write-protection.ts'

/**
 * Holds an organization's protections against what it pays for. Those wanted longest keep their places; for the others nothing
 * is switched off at a provider: they are shown as beyond the subscription, and an operator decides. What Backstay takes itself
 * pauses and says so, and nothing that was taken is touched (DESIGN rule 3).
 */
export const applyEntitlement = (ctx: Context, input: { organization_id: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await holdOrganization(ctx, input)
    const holders = await listPlaceHolders(ctx.db, input.organization_id)
    if (holders.length === 0) return
    const { plans } = await entitlementOf(ctx, input)
    const left = new Map(plans.map((plan) => [plan.plan_id, plan.places]))
    const placed = new Map<string, boolean>()
    const changed: { holder: PlaceHolder; has: boolean }[] = []
    for (const holder of holders) {
      // Several methods on one server take one place together.
      const key = `${holder.server_id} ${holder.plan_id}`
      const places = left.get(holder.plan_id) ?? 0
      const has = placed.get(key) ?? places > 0
      if (!placed.has(key) && has) left.set(holder.plan_id, places - 1)
      placed.set(key, has)
      if (holder.beyond_subscription === has) changed.push({ holder, has })
    }
    // Servers are held in the order of their ids, as bulk changes hold them, each before its protections.
    changed.sort((a, b) => (a.holder.server_id < b.holder.server_id ? -1 : 1))
    for (const { holder, has } of changed) {
      await loadServer(ctx, { server_id: holder.server_id, lock: true })
      await writeProtection(ctx, holder.id, { beyond_subscription: !has, ...pauseOf(holder, has) })
      await recordChange(ctx, {
        action: has ? 'protection.within_subscription' : 'protection.beyond_subscription',
        organization_id: input.organization_id,
        target: { id: holder.id, name: null },
        after: { method: holder.method },
      })
    }
    const beyond = new Set(changed.filter(({ has }) => !has).map(({ holder }) => holder.server_id)).size
    if (beyond > 0) await recordNotices(ctx, [lapsedNotice(input.organization_id, beyond)])
  })

const lapsedNotice = (organization_id: string, servers: number): NewNotice => ({
  kind: 'subscription.lapsing',
  organization_id,
  title: `${servers} ${servers === 1 ? 'server has' : 'servers have'} no paid place any more`,
  detail: `${paused.message} The provider's own backups go on until an operator decides. Add places under Plans.`,
  link: '/plans',
  facts: { servers },
})

/** Only what Backstay takes itself can pause; the provider's own backups go on. One that never came on pauses too. */
const pauseOf = ({ method, phase, observed_state }: PlaceHolder, has: boolean): ProtectionChange => {
  if (method === 'native') return {}
  if (!has) return { phase: 'paused', reason: JSON.stringify(paused) }
  if (phase !== 'paused') return {}
  return observed_state === 'on' ? { phase: 'idle', reason: null } : { phase: 'failed', reason: JSON.stringify(none) }
}

const none = {
  code: 'no_backup_yet',
  message: 'There is no backup yet. Enable backups again to take one at once, or wait for the next on schedule.',
}

const paused = {
  code: 'subscription_lapsed',
  message: 'No place is paid for, so no new backups are taken. Those there are stay and can be restored.',
}
