import { afterEach, beforeEach, expect, test } from 'vitest'
import { enrolled, newRepository } from '../../test/helpers/agents.ts'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { newFileProtection } from '../../test/helpers/file-servers.ts'
import { BackupOrders } from '../agent-protocol/messages.ts'
import { hourMs, isoPlusMs } from '../lib/clock.ts'
import { startDueBackups } from './start-due-backups.ts'

let world: TestContext
beforeEach(async () => {
  world = await createTestContext()
})
afterEach(() => world.end())

test('what is due is started once, however many look in the same moment, and waits for agents as it should', async () => {
  const { ctx } = world
  const due = ['one', 'two', 'three', 'four']
  const servers: string[] = []
  for (const machine_id of due) {
    const { server_id } = await enrolled(world, { machine: { machine_id } })
    await newRepository(world, server_id)
    await newFileProtection(ctx, server_id, {
      schedule: JSON.stringify({ every: 'day', at: ['02:30'], time_zone: 'UTC' }),
      next_run_at: ctx.clock.now(),
    })
    servers.push(server_id)
  }
  const before = (await ctx.db.selectFrom('events').select('id').where('topic', '=', 'agent.work').execute()).length
  const counts = await Promise.all([startDueBackups(ctx), startDueBackups(ctx), startDueBackups(ctx)])
  expect(counts.reduce((sum, { started }) => sum + started, 0)).toBe(4)

  const commands = await ctx.db.selectFrom('agent_commands').selectAll().execute()
  expect(commands.map(({ server_id }) => server_id).sort()).toEqual(servers.sort())
  for (const command of commands) {
    expect(command).toMatchObject({ kind: 'backup', state: 'waiting', tries: 0, lease_until: null })
    expect(command.orders).toMatchObject({ kind: 'backup', host: command.server_id, tags: ['backstay'] })
    // A day, or the next time if that is earlier.
    expect(command.expires_at > isoPlusMs(ctx.clock.now(), hourMs)).toBe(true)
    const run = await ctx.db.selectFrom('runs').selectAll().where('id', '=', command.run_id).executeTakeFirstOrThrow()
    expect(run).toMatchObject({
      kind: 'backup',
      state: 'queued',
      server_id: command.server_id,
      progress: { kind: 'none' },
      stats: {},
      requested_by_kind: ctx.caller.kind,
      created_at: ctx.clock.now(),
    })
    expect(run.server_name).not.toBeNull()
    expect(run.organization_id).not.toBeNull()
  }
  // Agents find it by looking: a hundred thousand messages would tell them no more.
  const after = (await ctx.db.selectFrom('events').select('id').where('topic', '=', 'agent.work').execute()).length
  expect(after).toBe(before)
  expect(await startDueBackups(ctx)).toEqual({ started: 0 })
})

test('each is told its own settings, whoever is told the same, and its own server as the host', async () => {
  const { ctx } = world
  const settings = { own: ['/srv/own'], shared: ['/srv/shared'], shared_too: ['/srv/shared'], default: null }
  const wanted = new Map<string, readonly string[]>()
  for (const [machine_id, paths] of Object.entries(settings)) {
    const { server_id } = await enrolled(world, { machine: { machine_id } })
    await newRepository(world, server_id)
    await newFileProtection(ctx, server_id, {
      schedule: JSON.stringify({ every: 'day', at: ['02:30'], time_zone: 'UTC' }),
      settings: paths === null ? null : JSON.stringify({ paths }),
      next_run_at: ctx.clock.now(),
    })
    wanted.set(server_id, paths ?? ['/'])
  }
  expect(await startDueBackups(ctx)).toEqual({ started: 4 })
  const commands = await ctx.db.selectFrom('agent_commands').selectAll().execute()
  expect(commands).toHaveLength(4)
  for (const { server_id, kind, orders } of commands) {
    expect(kind).toBe('backup')
    expect(BackupOrders.parse(orders)).toMatchObject({ host: server_id, scope: { paths: wanted.get(server_id) } })
  }
})
