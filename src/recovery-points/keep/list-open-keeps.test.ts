import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../../test/helpers/context.ts'
import { newProviderAccount, newServer } from '../../../test/helpers/servers.ts'
import { beginRun } from '../../runs/begin-run.ts'
import { startRun } from '../../runs/start-run.ts'
import { listOpenKeeps } from './list-open-keeps.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t.end())

test('a keep that begins while they are being listed is among them', async () => {
  const { ctx } = t
  const provider_account_id = await newProviderAccount(ctx)
  const server_id = await newServer(ctx, { organization_id: t.house_id, provider_account_id })
  const server = { id: server_id, name: 'web-1' }
  const recovery_point_id = ctx.ids.make('rcp')
  const of = { kind: 'copy', organization_id: t.house_id, server, stats: { recovery_point_id } } as const
  const { id: run_id } = await startRun(ctx, of)
  let answers = 0
  const betweenCountAndList: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      answers += 1
      if (answers === 1) await beginRun(ctx, { run_id })
      return result
    },
  }
  const found = await listOpenKeeps({ ...ctx, db: ctx.db.withPlugin(betweenCountAndList) }, { server_id })
  expect(answers).toBeGreaterThan(1)
  expect(found).toEqual([{ run_id, recovery_point_id }])
})
