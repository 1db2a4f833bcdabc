import { changeSubscription } from '../billing/change-subscription.ts'
import { getSubscription } from '../billing/get-subscription.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { accountIdsOf, type DemoWork, subscriptionKey } from './demo-work.ts'
import { dateBackEnd } from './past-queries.ts'
import { listParts, listServersAcrossOrganizations } from './queries.ts'
import { customers, machines } from './story.ts'
import { syncAccount } from './sync-account.ts'

/** After so many complete listings a server counts as missing; a listing more for one that something else disturbed. */
const listingsAtMost = 5

/** What went wrong behind Backstay's back: backups switched off and a server deleted in the provider's panel, and a subscription that ended. */
export const makeTrouble = async (work: DemoWork): Promise<void> => {
  const { ctx, clouds } = work
  for (const { name, provider, story } of machines()) {
    const { control } = clouds.get(provider)
    const server_ref = control.servers().find((server) => server.name === name)?.ref
    if (server_ref === undefined) continue
    if (story === 'drifted') control.panel('disable_backups', { server_ref })
    if (story === 'missing') control.panel('delete_server', { server_ref })
  }
  const parts = await listParts(ctx.db)
  const lapsed = customers.flatMap(({ key, granted }) =>
    granted.flatMap(({ lapsed_days: days }, index) =>
      days === undefined ? [] : { key: subscriptionKey(key, index), days },
    ),
  )
  for (const { key, days } of lapsed) {
    const subscription_id = parts.find((part) => part.key === key)?.id
    if (subscription_id === undefined) continue
    const { status } = await getSubscription(ctx, { subscription_id })
    if (status === 'active') await changeSubscription(ctx, { subscription_id, status: 'canceled' })
    await dateBackEnd(ctx.db, subscription_id, isoPlusMs(ctx.clock.now(), -days * dayMs))
  }
  const accounts = await accountIdsOf(ctx)
  const missing = machines().filter(({ story }) => story === 'missing')
  for (const [provider, id] of accounts) {
    const awaited = missing.filter((one) => one.provider === provider).map(({ name }) => name)
    for (let listings = 0; listings < listingsAtMost; listings++) {
      await syncAccount(work, id)
      const servers = await listServersAcrossOrganizations(ctx.db, [id])
      if (servers.every((one) => !awaited.includes(one.name) || one.missing_since !== null)) break
    }
  }
}
