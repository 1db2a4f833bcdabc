import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { newProviderAccount, newServer } from '../../test/helpers/servers.ts'
import { createOrganization } from '../organizations/create-organization.ts'
import { countServers } from './count-servers.ts'
import { foldServerCounts } from './fold-server-counts.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t.end())

const counted = async () => {
  const { rows } = await sql<{ kind: string; servers: number }>`
    select concat_ws(' ', organization_id, provider, backups_enabled, rpo_status) as kind, count(*) as servers
    from servers group by 1 order by 1`.execute(t.ctx.db)
  return rows
}
const kept = async () => {
  const { rows } = await sql<{ kind: string; servers: number }>`
    select concat_ws(' ', organization_id, provider, backups_enabled, rpo_status) as kind, sum(servers) as servers
    from server_counts group by 1 having sum(servers) <> 0 order by 1`.execute(t.ctx.db)
  return rows
}
const rowsKept = async () => (await t.ctx.db.selectFrom('server_counts').selectAll().execute()).length

test('counts are true after every change, and stay so however often and at once they are put together', async () => {
  const other = await createOrganization(t.ctx, { name: 'Other' })
  const provider_account_id = await newProviderAccount(t.ctx)
  for (let n = 0; n < 12; n++)
    await newServer(t.ctx, { organization_id: n % 2 === 0 ? t.house_id : other.id, provider_account_id })
  const change = async (text: ReturnType<typeof sql>) => {
    await text.execute(t.ctx.db)
    expect(await kept()).toEqual(await counted())
  }
  await change(sql`update servers set backups_enabled = true, rpo_status = 'met'`)
  await change(sql`update servers set rpo_status = 'missed' where organization_id = ${other.id}`)
  await change(sql`update servers set organization_id = ${t.house_id}, rpo_status = null where rpo_status = 'missed'`)
  await change(sql`update servers set name = name || ' again'`)
  await change(sql`delete from servers where rpo_status is null`)
  expect(await rowsKept()).toBeGreaterThan(40)

  await Promise.all([foldServerCounts(t.ctx), foldServerCounts(t.ctx), foldServerCounts(t.ctx)])
  expect(await kept()).toEqual(await counted())
  await foldServerCounts(t.ctx)
  expect(await rowsKept()).toBe(1)
  expect(await countServers(t.ctx, {})).toMatchObject({ all: 6, enabled: 6, disabled: 0, met: 6 })
  await change(sql`delete from servers`)
  await foldServerCounts(t.ctx)
  expect(await rowsKept()).toBe(0)
})
