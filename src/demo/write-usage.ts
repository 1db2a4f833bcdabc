import { refreshFleetSums } from '../insights/overview/refresh-fleet-sums.ts'
import { recordUsageDays } from '../insights/storage/record-usage-days.ts'
import { drillFailedTask } from '../maintenance/record-drill.ts'
import { raiseOperatorTask } from '../operator-tasks/raise-operator-task.ts'
import { refreshServerFacts } from '../protections/facts/refresh-server-facts.ts'
import { refreshPrices } from '../provider-accounts/prices/refresh-prices.ts'
import { failure } from './add-drills.ts'
import { accountIdsOf, type DemoWork } from './demo-work.ts'
import { listServersAcrossOrganizations } from './queries.ts'
import { machines } from './story.ts'

/** Works out what lists and charts show of the past, as it is done every day, hour and minute; done twice it comes to the same. */
export const writeUsage = async ({ ctx, signal }: DemoWork): Promise<void> => {
  const servers = await listServersAcrossOrganizations(ctx.db, [...(await accountIdsOf(ctx)).values()])
  for (const { id } of servers) await refreshServerFacts(ctx, { server_id: id })
  await refreshPrices(ctx, {})
  signal.throwIfAborted()
  await recordUsageDays(ctx)
  await refreshFleetSums(ctx)
  for (const { name, provider } of machines().filter(({ drills }) => drills === 'failed')) {
    const server = servers.find((one) => one.provider === provider && one.name === name)
    if (server === undefined || !server.backups_enabled) continue
    await raiseOperatorTask(ctx, {
      kind: drillFailedTask,
      organization_id: server.organization_id,
      server_id: server.id,
      title: `A drill of ${name} failed`,
      detail: `${failure.message} Look at the run, then take a new snapshot and start another drill.`,
    })
  }
}
