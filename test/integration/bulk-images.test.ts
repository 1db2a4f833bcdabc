import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bulkRestore } from '../../src/bulk/bulk-restore.ts'
import { continueBulk } from '../../src/bulk/continue-bulk.ts'
import { listBulkItems } from '../../src/bulk/list-bulk-items.ts'
import { previewBulkRestore } from '../../src/bulk/preview-bulk-restore.ts'
import { BulkRestoreInput } from '../../src/bulk/schema.ts'
import { startBulk } from '../../src/bulk/start-bulk.ts'
import type { Caller, Context } from '../../src/context.ts'
import { callerNow } from '../../src/identity/caller-now.ts'
import { dayMs, hourMs } from '../../src/lib/clock.ts'
import { readServerHistory } from '../../src/recovery-points/history/read-server-history.ts'
import { cancelRun } from '../../src/runs/cancel-run.ts'
import { finishRun } from '../../src/runs/finish-run.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { bulkAdopt } from '../../src/servers/bulk-adopt.ts'
import { loadServer } from '../../src/servers/load-server.ts'
import { newFileProtection } from '../helpers/file-servers.ts'
import { createImageWorld, type ImageWorld } from '../helpers/image-world.ts'
import { newServer } from '../helpers/servers.ts'

// Bulk restores and back-ups of images, through DigitalOcean's real adapter and over HTTP.

let world: ImageWorld
let asker: Caller
let organization_id: string
beforeEach(async () => {
  world = await createImageWorld('digitalocean')
  const { ctx, server } = world
  organization_id = (await loadServer(ctx, { server_id: server.id })).organization_id
  const now = ctx.clock.now()
  await ctx.db
    .insertInto('users')
    .values({
      id: 'usr_asker',
      name: 'Asker',
      email: 'asker@example.com',
      operator: true,
      created_at: now,
      updated_at: now,
    })
    .execute()
  asker = await callerNow(ctx, { kind: 'user', id: 'usr_asker', name: 'Asker' })
})
afterEach(() => world.end())

const asAsker = (): Context => ({ ...world.ctx, caller: asker })
const made = () => world.sandbox.control.effects().filter(({ kind }) => kind === 'restored_to_new')
const listItems = async (run_id: string) => (await listBulkItems(world.ctx, { run_id, limit: 200 })).data
const turn = (run_id: string, ctx = world.ctx) => continueBulk(ctx, { run_id, turn: 0, idle: 0 })

/** Two servers with images of nine days, and one without any. */
const arrange = async () => {
  const { ctx, cloud } = world
  const rows = await ctx.db
    .selectFrom('servers')
    .select(['id', 'name', 'provider_ref'])
    .where('status', '=', 'running')
    .where('locked', '=', false)
    .where('native_state', '=', 'off')
    .orderBy('id')
    .limit(3)
    .execute()
  const [first, second, bare] = rows
  if (first === undefined || second === undefined || bare === undefined) throw new Error('too few servers')
  const server_ids = rows.map(({ id }) => id)
  await bulkAdopt(ctx, { server_ids, organization_id })
  for (const one of [first, second]) await cloud.enableNative(one.provider_ref ?? '', null)
  // The cloud switches on first, and then takes them by its own clock.
  world.pass(hourMs)
  world.pass(9 * dayMs)
  for (const { id } of [first, second])
    await readServerHistory(ctx, { server: await loadServer(ctx, { server_id: id }), provider: cloud })
  world.queue.length = 0
  return { first, second, bare, server_ids }
}
const start = (server_ids: string[], over: object = {}) =>
  bulkRestore(asAsker(), BulkRestoreInput.parse({ server_ids, mode: 'new_server', ...over }))

describe('to new servers', () => {
  test('it says what it makes and costs, wants that number, and then makes each once', async () => {
    const { first, second, bare, server_ids } = await arrange()
    const outlook = await previewBulkRestore(asAsker(), { server_ids })
    expect(outlook).toMatchObject({
      servers: 3,
      new_servers: 2,
      cost_per_month: [{ currency: 'USD', new_servers: 2, amount_minor: expect.any(Number) }],
      price_unknown: 0,
      refused: [{ server_id: bare.id, code: 'recovery_point_gone' }],
    })
    await expect(start(server_ids)).rejects.toMatchObject({ code: 'confirmation_required', details: { confirm: 2 } })
    await expect(start(server_ids, { confirm: 3 })).rejects.toMatchObject({ code: 'confirmation_required' })
    expect(await previewBulkRestore(asAsker(), { server_ids, as_of: '2020-01-01T00:00:00Z' })).toMatchObject({
      new_servers: 0,
    })
    expect(made()).toEqual([])

    const { run_id } = await start(server_ids, { confirm: 2 })
    await world.work()
    expect(made()).toHaveLength(2)
    expect(await getRun(world.ctx, { run_id })).toMatchObject({
      outcome: 'warning',
      stats: { done: 2, refused: 1, failed: 0, waiting: 0, accepted: 0 },
    })
    const items = await listItems(run_id)
    expect(items.find(({ server_id }) => server_id === bare.id)).toMatchObject({
      state: 'refused',
      code: 'recovery_point_gone',
      message: expect.stringContaining(bare.name),
    })
    expect(items.find(({ server_id }) => server_id === first.id)).toMatchObject({
      state: 'done',
      run_outcome: 'succeeded',
    })
    const names = [first, second].map(({ name }) => `${name}-restored`)
    const fresh = await world.ctx.db.selectFrom('servers').selectAll().where('name', 'in', names).execute()
    expect(fresh).toHaveLength(2)
    for (const one of fresh) expect(one).toMatchObject({ organization_id, status: 'running', backups_enabled: false })
    await turn(run_id)
    expect(made()).toHaveLength(2)
  })

  test('a worker that stops in the middle, and rights that end meanwhile: what was ordered is not ordered again, the rest is left', async () => {
    const { first, second } = await arrange()
    const { run_id } = await start([first.id, second.id], { confirm: 2 })
    world.queue.length = 0
    let orders = 0
    const dying: Context = {
      ...world.ctx,
      jobs: {
        ...world.ctx.jobs,
        enqueue: async (db, task, input, options) => {
          if (task.name === 'servers.deploy' && ++orders === 2) throw new Error('killed')
          return world.ctx.jobs.enqueue(db, task, input, options)
        },
      },
    }
    await expect(turn(run_id, dying)).rejects.toThrow('killed')
    expect((await listItems(run_id)).map(({ state }) => state).sort()).toEqual(['accepted', 'waiting'])
    await world.ctx.db.updateTable('users').set({ operator: false }).where('id', '=', 'usr_asker').execute()
    await turn(run_id)
    await world.work()
    expect((await listItems(run_id)).map(({ state, code }) => [state, code]).sort()).toEqual([
      ['done', null],
      ['refused', 'not_found'],
    ])
    expect(made()).toHaveLength(1)
  })

  test('who is no operator orders nothing that the operators pay', async () => {
    const { first } = await arrange()
    const manager: Caller = { ...asker, operator: false, memberships: [{ organization_id, role: 'manager' }] }
    const ctx = { ...world.ctx, caller: manager }
    const input = BulkRestoreInput.parse({ server_ids: [first.id], mode: 'new_server', confirm: 1 })
    await expect(bulkRestore(ctx, input)).rejects.toMatchObject({ code: 'method_unavailable' })
    expect(await previewBulkRestore(ctx, { server_ids: [first.id] })).toMatchObject({
      new_servers: 0,
      refused: [{ code: 'forbidden', message: expect.stringContaining('billed to the operator') }],
    })
  })

  test('where the provider allows no more calls, the row waits and its turn comes again', async () => {
    const { first } = await arrange()
    const { run_id } = await start([first.id], { confirm: 1 })
    world.queue.length = 0
    world.sandbox.control.addFault({
      operation: 'sizes_list',
      kind: 'rate_limited',
      times: 1_000,
      retry_after_seconds: 3_600,
    })
    await turn(run_id)
    expect(await listItems(run_id)).toMatchObject([{ state: 'waiting', code: 'provider_rate_limited' }])
    expect(await getRun(world.ctx, { run_id })).toMatchObject({ state: 'running' })
    world.sandbox.control.clearFaults()
    await world.work()
    expect(await listItems(run_id)).toMatchObject([{ state: 'done', code: null }])
    expect(made()).toHaveLength(1)
  })
})

describe('back up now', () => {
  const manyWithSnapshots = async (count: number) => {
    const { ctx } = world
    const account = await loadServer(ctx, { server_id: world.server.id })
    const provider_account_id = account.provider_account_id ?? ''
    const server_ids: string[] = []
    for (let i = 0; i < count; i++) {
      const server_id = await newServer(ctx, { organization_id, provider_account_id })
      await newFileProtection(ctx, server_id, { method: 'snapshot' })
      server_ids.push(server_id)
    }
    return server_ids
  }
  const countStates = async (run_id: string) => {
    const counts: Record<string, number> = {}
    for (const { state } of await listItems(run_id)) counts[state] = (counts[state] ?? 0) + 1
    return counts
  }

  test('so many at once at one account, more as they end; then the run ends, and says who failed', async () => {
    const server_ids = await manyWithSnapshots(27)
    const { run_id } = await startBulk(asAsker(), { server_ids, work: { kind: 'back_up' } })
    await turn(run_id)
    expect(await countStates(run_id)).toEqual({ accepted: 25, waiting: 2 })
    await turn(run_id)
    expect(await countStates(run_id)).toEqual({ accepted: 25, waiting: 2 })
    const children = () => world.ctx.db.selectFrom('runs').selectAll().where('parent_run_id', '=', run_id).execute()
    const [one] = await children()
    await finishRun(world.ctx, {
      run_id: one?.id ?? '',
      outcome: 'failed',
      error: { code: 'storage_full', message: 'The disk is full.' },
    })
    await turn(run_id)
    expect(await countStates(run_id)).toEqual({ accepted: 25, failed: 1, waiting: 1 })
    for (const { id } of await children()) await finishRun(world.ctx, { run_id: id, outcome: 'succeeded' })
    await turn(run_id)
    for (const { id } of await children()) await finishRun(world.ctx, { run_id: id, outcome: 'succeeded' })
    await turn(run_id)
    expect(await children()).toHaveLength(27)
    expect(await getRun(world.ctx, { run_id })).toMatchObject({
      state: 'finished',
      outcome: 'warning',
      stats: { done: 26, failed: 1 },
      error: { code: 'some_failed', message: '1 server did not succeed; its row says why.' },
    })
    const failed = (await listBulkItems(world.ctx, { run_id, limit: 10, state: 'failed' })).data
    expect(failed).toMatchObject([{ code: 'storage_full', message: 'The disk is full.', run_outcome: 'failed' }])
  })

  test('a server with nothing to take out of turn is named with the reason; cancelled, the rest is not begun', async () => {
    const server_ids = await manyWithSnapshots(26)
    const { run_id } = await startBulk(asAsker(), {
      server_ids: [world.server.id, ...server_ids],
      work: { kind: 'back_up' },
    })
    await turn(run_id)
    expect((await listItems(run_id)).find(({ server_id }) => server_id === world.server.id)).toMatchObject({
      state: 'refused',
      code: 'files_off',
    })
    await cancelRun(world.ctx, { run_id })
    await turn(run_id)
    expect(await countStates(run_id)).toEqual({ accepted: 25, cancelled: 1, refused: 1 })
    expect(await getRun(world.ctx, { run_id })).toMatchObject({ outcome: 'cancelled' })
  })
})
