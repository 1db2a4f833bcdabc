import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { newFileServer } from '../../test/helpers/file-servers.ts'
import { finishRun } from '../runs/finish-run.ts'
import { startRun } from '../runs/start-run.ts'
import { weeklyReport } from './weekly-report.ts'

let t: TestContext
beforeEach(async () => {
  t = await createTestContext()
})
afterEach(() => t.end())

test('a week is told of each organization and of all together, once, with figures for programs', async () => {
  const { server_id } = await newFileServer(t.ctx, t.house_id)
  await newFileServer(t.ctx, t.house_id)
  await t.ctx.db
    .updateTable('servers')
    .set({ backups_enabled: true, storage_bytes: 1_500_000_000 })
    .where('id', '=', server_id)
    .execute()
  const server = { id: server_id, name: 'web' }
  for (const [kind, outcome] of [
    ['backup', 'succeeded'],
    ['backup', 'failed'],
    ['restore', 'succeeded'],
  ] as const) {
    const { id } = await startRun(t.ctx, { kind, organization_id: t.house_id, server })
    await finishRun(t.ctx, { run_id: id, outcome })
  }
  await weeklyReport(t.ctx)
  await weeklyReport(t.ctx)
  const reports = await t.ctx.db.selectFrom('notices').selectAll().where('kind', '=', 'report.weekly').execute()
  expect(reports.map(({ organization_id }) => organization_id).sort()).toEqual([t.house_id, null].sort())
  expect(reports[0]).toMatchObject({
    title: 'The week of 2 servers',
    facts: { servers: 2, protected: 1, unprotected: 1, backups_succeeded: 1, backups_failed: 1, restores_succeeded: 1 },
  })
  expect(reports[0]?.detail).toContain('Backups on: 1 of 2 servers; 1 without.')
  expect(reports[0]?.detail).toContain('Stored: 1.5 GB.')
})
