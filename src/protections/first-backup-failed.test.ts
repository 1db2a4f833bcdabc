import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrolled, newRepository } from '../../test/helpers/agents.ts'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { newFileProtection } from '../../test/helpers/file-servers.ts'
import { expireCommands } from '../agents/expire-commands.ts'
import { grantSubscription } from '../billing/grant-subscription.ts'
import { dayMs } from '../lib/clock.ts'
import { startRun } from '../runs/start-run.ts'
import { agentEnrolled } from './agent-enrolled.ts'
import { applyEntitlement } from './apply-entitlement.ts'
import { backupLost } from './backup-lost.ts'
import { firstBackupFailed } from './first-backup-failed.ts'
import { startBackup } from './start-backup.ts'
import { toProtection } from './to-protection.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t.end())

/** Files wanted on a server with an agent, and no backup yet. */
const wanted = async (over: Parameters<typeof newFileProtection>[2] = {}) => {
  const { ctx } = t
  const { server_id, organization_id } = await enrolled(t)
  await newRepository(t, server_id)
  const server = { id: server_id, name: 'web' }
  const { id: run_id } = await startRun(ctx, { kind: 'enable', organization_id, server, state: 'running' })
  const settings = JSON.stringify({ paths: ['/srv'] })
  const state = { observed_state: 'off', phase: 'enabling', run_id, settings } as const
  const id = await newFileProtection(ctx, server_id, { ...state, ...over })
  const read = () => ctx.db.selectFrom('protections').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const enabling = () => ctx.db.selectFrom('runs').selectAll().where('id', '=', run_id).executeTakeFirstOrThrow()
  return { server_id, organization_id, read, enabling }
}
const error = { code: 'backup_failed', message: 'The disk could not be read.' }

test('it is wanted and failed, which is no drift, and the run that switched it on has ended', async () => {
  const { read, enabling } = await wanted()
  await firstBackupFailed(t.ctx, await read(), error)
  expect(toProtection(await read())).toMatchObject({
    desired_state: 'on',
    phase: 'failed',
    drift: false,
    reason: { code: 'backup_failed', message: expect.stringContaining('The disk could not be read. Enable') },
  })
  expect(await enabling()).toMatchObject({ outcome: 'failed', error })
})

test('one that had a backup, or is off, stays as it is; one that is paused says why it is', async () => {
  const cases = [
    { observed_state: 'on', phase: 'idle' },
    { desired_state: 'off', plan_id: null, phase: 'idle' },
    { phase: 'paused', reason: JSON.stringify({ code: 'subscription_lapsed', message: 'No place.' }) },
  ] as const
  for (const over of cases) {
    const { read } = await wanted(over)
    const before = await read()
    await firstBackupFailed(t.ctx, before, error)
    expect(await read()).toEqual(before)
  }
})

test('one that no agent took in time says so, and begins when there is an agent', async () => {
  const { server_id, read } = await wanted()
  await startBackup(t.ctx, { server_id })
  t.clock.advanceMs(3 * dayMs)
  await expireCommands(t.ctx)
  const [lost] = t.queue.filter(({ task }) => task === 'protections.backup-lost')
  await backupLost(t.ctx, lost?.input as { run_id: string })
  expect(await read()).toMatchObject({ phase: 'failed', reason: { code: 'agent_away' } })
  await agentEnrolled(t.ctx, { server_id })
  expect(await read()).toMatchObject({ phase: 'enabling', reason: { code: 'first_backup' } })
})

test('paid for again, one that never had a backup is not taken for one that was switched off elsewhere', async () => {
  const { organization_id, read } = await wanted({ phase: 'paused', beyond_subscription: true })
  const { plan_id } = await read()
  await grantSubscription(t.ctx, { organization_id, plan_id: plan_id ?? '', quantity: 100 })
  await applyEntitlement(t.ctx, { organization_id })
  expect(toProtection(await read())).toMatchObject({ phase: 'failed', drift: false, reason: { code: 'no_backup_yet' } })
})
