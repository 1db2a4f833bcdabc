import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrolled, newRepository } from '../../test/helpers/agents.ts'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { newFileProtection } from '../../test/helpers/file-servers.ts'
import { endCommand } from '../agents/end-command.ts'
import { readCommand } from '../agents/read-command.ts'
import { hourMs, minuteMs } from '../lib/clock.ts'
import { startBackup } from '../protections/start-backup.ts'
import { recordRecoveryPoint } from '../recovery-points/record-recovery-point.ts'
import { beginRun } from '../runs/begin-run.ts'
import { finishRun } from '../runs/finish-run.ts'
import { loadServer } from '../servers/load-server.ts'
import { continueRestore } from './continue-restore.ts'
import { getRestore } from './get-restore.ts'
import { startRestore } from './start-restore.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t.end())

/** A restore in place of a backup of these folders, begun while a backup of /srv is under way. */
const restoreDuringBackup = async (paths: string[]) => {
  const { ctx } = t
  const { server_id } = await enrolled(t)
  const repository_id = await newRepository(t, server_id)
  const settings = JSON.stringify({ paths: ['/srv'] })
  const protection_id = await newFileProtection(ctx, server_id, { settings })
  const recorded = await recordRecoveryPoint(ctx, {
    ...{ server_id, protection_id, repository_id, method: 'files', source: 'files' },
    ...{ ref: `snapshot of ${server_id}`, run_id: 'run_1', taken_at: ctx.clock.now(), outcome: 'succeeded' },
    facts: { paths },
  })
  const { run_id: open } = await startBackup(ctx, { server_id })
  const { name } = await loadServer(ctx, { server_id })
  const restore = await startRestore(ctx, {
    ...{ server_id, recovery_point_id: recorded.id, mode: 'in_place', confirm: name, target: {}, include: [] },
    ...{ overwrite: 'always', dry_run: false, safety_backup: true },
  })
  const safetyOf = async () => (await getRestore(ctx, { restore_id: restore.id })).safety_run_id
  const end = async (run_id: string, outcome: 'succeeded' | 'failed') => {
    await endCommand(ctx, { run_id })
    await beginRun(ctx, { run_id })
    await finishRun(ctx, { run_id, outcome })
  }
  return { open, restore, safetyOf, end }
}

test('a backup under way that has not what will be overwritten is waited for, and then the restore makes its own', async () => {
  const { open, restore, safetyOf, end } = await restoreDuringBackup(['/srv', '/var/www'])
  expect(await safetyOf()).toBe(open)
  await continueRestore(t.ctx, restore)
  expect(await safetyOf()).toBe(open)
  await end(open, 'succeeded')
  await continueRestore(t.ctx, restore)
  const own = (await safetyOf()) ?? ''
  expect(own).not.toBe(open)
  const command = await readCommand(t.ctx, { run_id: own })
  expect(command?.orders).toMatchObject({ kind: 'backup', safety: true, scope: { paths: ['/var/www', '/srv'] } })
  expect(await readCommand(t.ctx, { run_id: restore.run_id })).toBeNull()
  await end(own, 'succeeded')
  await continueRestore(t.ctx, restore)
  expect((await readCommand(t.ctx, { run_id: restore.run_id }))?.orders.kind).toBe('restore')
})

test('one that has all of it is enough', async () => {
  const { open, restore, safetyOf, end } = await restoreDuringBackup(['/srv'])
  await end(open, 'succeeded')
  await continueRestore(t.ctx, restore)
  expect(await safetyOf()).toBe(open)
  expect((await readCommand(t.ctx, { run_id: restore.run_id }))?.orders.kind).toBe('restore')
})

test('one that failed is none, so the restore makes its own, and stops only where that fails', async () => {
  const { open, restore, safetyOf, end } = await restoreDuringBackup(['/srv'])
  await end(open, 'failed')
  await continueRestore(t.ctx, restore)
  const own = (await safetyOf()) ?? ''
  expect(own).not.toBe(open)
  await end(own, 'failed')
  await continueRestore(t.ctx, restore)
  expect(await readCommand(t.ctx, { run_id: restore.run_id })).toBeNull()
})

test('one that takes six hours is looked at a few hundred times, and at most a minute after its end', async () => {
  const { restore } = await restoreDuringBackup(['/srv'])
  const end = t.clock.nowMs() + 6 * hourMs
  let looks = 0
  let longestMs = 0
  for (; t.clock.nowMs() < end; looks += 1) {
    t.queue.length = 0
    await continueRestore(t.ctx, restore)
    const [next, ...others] = t.queue.filter(({ task }) => task === 'restores.continue')
    expect(others).toEqual([])
    const pauseMs = Date.parse(next?.start_after ?? '') - t.clock.nowMs()
    longestMs = Math.max(longestMs, pauseMs)
    t.clock.advanceMs(pauseMs)
  }
  expect(looks).toBeLessThan(450)
  expect(longestMs).toBe(minuteMs)
}, 120_000)
