import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Caller, systemCaller } from '../../src/context.ts'
import { dayMs, hourMs } from '../../src/lib/clock.ts'
import { ProviderError } from '../../src/providers/provider-error.ts'
import type { RecoveryPointRow } from '../../src/recovery-points/queries.ts'
import { getRestore } from '../../src/restores/get-restore.ts'
import { getNewServerChoices } from '../../src/restores/images/get-new-server-choices.ts'
import { listRestores } from '../../src/restores/list-restores.ts'
import { resumeRestores } from '../../src/restores/resume-restores.ts'
import { RestoreInput } from '../../src/restores/schema.ts'
import { startRestore } from '../../src/restores/start-restore.ts'
import { cancelRun } from '../../src/runs/cancel-run.ts'
import { changeServer } from '../../src/servers/change-server.ts'
import { prepareChange } from '../../src/servers/prepare-change.ts'
import { resumeDeployments } from '../../src/servers/resume-deployments.ts'
import { removeExpiredPasswords } from '../../src/servers/root-passwords/remove-expired-passwords.ts'
import { tellRootPassword } from '../../src/servers/root-passwords/tell-root-password.ts'
import { createImageWorld, type ImageWorld } from '../helpers/image-world.ts'

// Images restored to new servers, through the real adapters and over HTTP, with what can go wrong on the way.

const clouds = [
  { provider: 'digitalocean', operation: 'droplets_create', tells_password: false, elsewhere: true },
  { provider: 'hetzner', operation: 'create_server', tells_password: true, elsewhere: false },
  { provider: 'linode', operation: 'post-linode-instance', tells_password: false, elsewhere: true },
  { provider: 'vultr', operation: 'create-instance', tells_password: true, elsewhere: false },
] as const

const asker: Caller = { ...systemCaller, kind: 'user', id: 'usr_asker', name: 'Asker' }

const open = async (provider: Parameters<typeof createImageWorld>[0]) => {
  const world = await createImageWorld(provider)
  const start = (point: { id: string }, over: Partial<RestoreInput> = {}) =>
    startRestore(
      { ...world.ctx, caller: asker },
      {
        ...RestoreInput.parse({
          mode: 'new_server',
          new_server: { name: 'fresh-1' },
          recovery_point_id: point.id,
          ...over,
        }),
        server_id: world.server.id,
      },
    )
  const made = () => world.sandbox.control.effects().filter(({ kind }) => kind === 'restored_to_new')
  const ended = async (id: string) => {
    await world.work()
    return getRestore({ ...world.ctx, caller: asker }, { restore_id: id })
  }
  const servers = () => world.ctx.db.selectFrom('servers').selectAll().where('name', '=', 'fresh-1').execute()
  return { world, start, made, ended, servers }
}

describe.each(clouds)('$provider', ({ provider, operation, tells_password, elsewhere }) => {
  let t: Awaited<ReturnType<typeof open>>
  let world: ImageWorld
  let point: RecoveryPointRow
  beforeEach(async () => {
    t = await open(provider)
    world = t.world
    point = await world.imagePoint()
  })
  afterEach(() => world.end())

  test('a new server is made once, with backups off, of the same organization, without a place', async () => {
    const before = await world.ctx.db.selectFrom('subscriptions').selectAll().execute()
    const { id } = await t.start(point)
    const restore = await t.ended(id)
    expect(restore).toMatchObject({ status: 'completed', run: { kind: 'restore', outcome: 'succeeded' } })
    expect(restore.run.stats).toMatchObject({ method: 'image', seconds: expect.any(Number) })
    expect(t.made()).toHaveLength(1)
    const [old] = await world.ctx.db.selectFrom('servers').selectAll().where('id', '=', world.server.id).execute()
    expect(await t.servers()).toMatchObject([
      {
        id: restore.target_server_id,
        organization_id: old?.organization_id,
        plan_type: old?.plan_type,
        region: old?.region,
        size: old?.size,
        status: 'running',
        backups_enabled: false,
        protections: [],
      },
    ])
    expect(await world.ctx.db.selectFrom('subscriptions').selectAll().execute()).toEqual(before)
    // The original is as it was.
    expect(world.sandbox.control.effects().filter(({ kind }) => kind === 'restored_in_place')).toEqual([])
  })

  test('a password of root is told once, to who asked and to nobody else, and stands nowhere in the open', async () => {
    const { id } = await t.start(point)
    const restore = await t.ended(id)
    const server_id = restore.target_server_id ?? expect.fail('no server')
    expect(restore.root_password_until !== null).toBe(tells_password)
    await expect(tellRootPassword(world.ctx, { server_id })).rejects.toMatchObject({ code: 'password_gone' })
    if (!tells_password) return
    const { password } = await tellRootPassword({ ...world.ctx, caller: asker }, { server_id })
    expect(password.length).toBeGreaterThan(7)
    await expect(tellRootPassword({ ...world.ctx, caller: asker }, { server_id })).rejects.toMatchObject({
      code: 'password_gone',
    })
    expect((await t.ended(id)).root_password_until).toBeNull()
    const shown = JSON.stringify([
      await listRestores(world.ctx, { limit: 10 }),
      await world.ctx.db.selectFrom('run_log').selectAll().execute(),
      await world.ctx.db.selectFrom('audit_events').selectAll().execute(),
      world.queue,
    ])
    expect(shown).not.toContain(password)
    expect(await world.ctx.db.selectFrom('root_passwords').selectAll().execute()).toEqual([])
  })

  test('one that nobody comes for is wiped after a day', async () => {
    await t.ended((await t.start(point)).id)
    world.pass(dayMs)
    await removeExpiredPasswords(world.ctx)
    expect(await world.ctx.db.selectFrom('root_passwords').selectAll().execute()).toEqual([])
  })

  test('what there is to choose says what fits, and what does not is refused before anything is done', async () => {
    const choices = await getNewServerChoices(world.ctx, { recovery_point_id: point.id })
    expect(choices.regions).toContain(choices.suggested.region)
    expect(choices.sizes.filter(({ fits }) => fits).map(({ name }) => name)).toContain(choices.suggested.size)
    const small = choices.sizes.find(({ fits }) => !fits)
    const refused = [
      [{ new_server: { name: 'fresh-1', region: 'nowhere' } }, /cannot be used in nowhere/],
      [{ new_server: { name: 'fresh-1', size: 'no-such-size' } }, /no size no-such-size/],
      ...(small === undefined
        ? []
        : [[{ new_server: { name: 'fresh-1', size: small.name } }, /Choose a larger size/] as const]),
      [{ include: ['/etc'] }, /nothing can be chosen/],
      [{ new_server: undefined }, /what the new server is called/],
    ] as const
    for (const [over, message] of refused)
      await expect(t.start(point, over as Partial<RestoreInput>)).rejects.toMatchObject({
        code: 'invalid_request',
        message: expect.stringMatching(message),
      })
    if (elsewhere) expect(choices.regions).toHaveLength(1)
    await expect(t.start(point, { new_server: { name: world.server.name } })).rejects.toMatchObject({
      code: 'already_exists',
    })
    expect(await t.servers()).toEqual([])
    expect(t.made()).toEqual([])
    expect(await world.ctx.db.selectFrom('restores').select('id').execute()).toEqual([])
  })

  test.each([
    'timeout_after_effect',
    'timeout_before_effect',
    'server_error',
    'rate_limited',
    'action_errors',
    'action_hangs',
  ] as const)('%s: ordered once at most, and the end says what is true', async (kind) => {
    const { id } = await t.start(point)
    world.sandbox.control.addFault({ operation, kind, times: 1 })
    const { run, target_server_id, target_server_name } = await t.ended(id)
    expect(t.made().length).toBeLessThanOrEqual(1)
    expect(run.state).toBe('finished')
    expect(target_server_name).toBe('fresh-1')
    if (run.outcome === 'succeeded') {
      expect(t.made()).toHaveLength(1)
      expect(await t.servers()).toMatchObject([{ id: target_server_id, status: 'running' }])
    } else expect(run.error?.message.length).toBeGreaterThan(20)
    if (kind === 'rate_limited' || kind === 'timeout_after_effect') expect(run.outcome).toBe('succeeded')
    if (kind === 'timeout_before_effect') expect([target_server_id, await t.servers()]).toEqual([null, []])
  })

  test('a process that died after it ordered finds the server, and does not order again', async () => {
    const { id, run_id } = await t.start(point)
    const [row] = await t.servers()
    await world.ctx.db.updateTable('runs').set({ sent_at: world.clock.now() }).where('id', '=', run_id).execute()
    await world.cloud.restoreToNew(point.ref, {
      name: 'fresh-1',
      region: row?.region ?? '',
      size: row?.size ?? '',
    })
    expect(await t.ended(id)).toMatchObject({ status: 'completed', run: { outcome: 'succeeded' } })
    expect(t.made()).toHaveLength(1)
  })

  test('whose job was lost for good, before it was ordered and once its server runs: it is gone on with, and makes one', async () => {
    const { id, run_id } = await t.start(point)
    const lose = async () => {
      world.queue.length = 0
      world.pass(hourMs / 2)
    }
    const sweep = async () => {
      await resumeDeployments(world.ctx)
      await resumeRestores(world.ctx)
      return world.queue.map(({ task }) => task)
    }
    await lose()
    expect(await sweep()).toEqual(['servers.deploy'])
    while (!world.queue.some(({ task }) => task === 'restores.continue')) expect(await world.step()).toBe(true)
    await lose()
    expect(await sweep()).toEqual(['restores.continue'])
    expect(await t.ended(id)).toMatchObject({ status: 'completed', run: { id: run_id, outcome: 'succeeded' } })
    expect(t.made()).toHaveLength(1)
    await lose()
    expect(await sweep()).toEqual([])
  })

  test('cancelled before it is ordered: nothing is ordered, and the restore stays on record', async () => {
    const { id, run_id } = await t.start(point)
    await cancelRun(world.ctx, { run_id })
    expect(await t.ended(id)).toMatchObject({
      status: 'cancelled',
      target_server_id: null,
      new_server: { name: 'fresh-1' },
    })
    expect(t.made()).toEqual([])
    expect(await t.servers()).toEqual([])
  })

  test('a backup that is gone at the provider is refused', async () => {
    await world.ctx.db.updateTable('recovery_points').set({ state: 'gone' }).where('id', '=', point.id).execute()
    await expect(t.start(point)).rejects.toMatchObject({ code: 'recovery_point_gone' })
    expect(await t.servers()).toEqual([])
  })

  test('a backup of another server is not found, and members pay for no server of the operators', async () => {
    const [other] = await world.ctx.db.selectFrom('servers').select('id').where('id', '!=', world.server.id).execute()
    const input = RestoreInput.parse({
      mode: 'new_server',
      new_server: { name: 'fresh-1' },
      recovery_point_id: point.id,
    })
    await expect(startRestore(world.ctx, { ...input, server_id: other?.id ?? '' })).rejects.toMatchObject({
      code: 'not_found',
    })
    const { organization_id } = await world.ctx.db
      .selectFrom('servers')
      .select('organization_id')
      .where('id', '=', world.server.id)
      .executeTakeFirstOrThrow()
    const as = (organization: string): Caller => ({
      ...asker,
      operator: false,
      memberships: [{ organization_id: organization, role: 'owner' }],
    })
    const own = { ...world.ctx, caller: as(organization_id) }
    await expect(startRestore(own, { ...input, server_id: world.server.id })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const strange = { ...world.ctx, caller: as('org_another') }
    await expect(startRestore(strange, { ...input, server_id: world.server.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await t.servers()).toEqual([])
  })
})

test('Contabo cannot, and says so', async () => {
  const { world, start } = await open('contabo')
  try {
    await world.enable()
    await world.work()
    const [point] = await world.onRecord()
    await expect(start(point ?? expect.fail('no snapshot'))).rejects.toMatchObject({
      code: 'method_unavailable',
      message: expect.stringContaining('in place'),
    })
  } finally {
    await world.end()
  }
})

describe('what the new server answers', () => {
  let t: Awaited<ReturnType<typeof open>>
  let point: RecoveryPointRow
  beforeEach(async () => {
    t = await open('hetzner')
    point = await t.world.imagePoint()
  })
  afterEach(() => t.world.end())

  test('without a port nobody knocks', async () => {
    expect(await t.ended((await t.start(point)).id)).toMatchObject({
      health: { state: 'not_configured' },
      run: { outcome: 'succeeded' },
    })
    expect(t.world.knocks.at).toEqual([])
  })

  test('one that answers on the port of the original is well, and only its own address is knocked at', async () => {
    await changeServer(t.world.ctx, { server_id: t.world.server.id, health_port: 22 })
    const restore = await t.ended((await t.start(point)).id)
    expect(restore).toMatchObject({ health: { state: 'passed' }, run: { outcome: 'succeeded' } })
    const [made] = await t.servers()
    const { address } = await t.world.cloud.getServer(made?.provider_ref ?? '')
    expect(t.world.knocks.at).toEqual([`${address}:22`])
  })

  test('one that does not is tried for five minutes, and the restore ends with a warning', async () => {
    await changeServer(t.world.ctx, { server_id: t.world.server.id, health_port: 443 })
    t.world.knocks.answer = 'the connection was refused'
    const restore = await t.ended((await t.start(point)).id)
    expect(restore).toMatchObject({
      status: 'completed',
      health: { state: 'failed', detail: expect.stringContaining('refused') },
      run: { outcome: 'warning', error: { code: 'health_failed' } },
    })
    expect(t.world.knocks.at.length).toBeGreaterThan(10)
    expect(t.world.knocks.at.length).toBeLessThan(40)
  })

  test('one that answers a ping, too; and where this machine cannot ping any more, the server is not blamed for it', async () => {
    const { ctx, server, knocks } = t.world
    await changeServer(ctx, { server_id: server.id, health_port: 22 })
    expect(await changeServer(ctx, { server_id: server.id, health_ping: true })).toMatchObject({
      ...{ health_port: null, health_ping: true },
    })
    const bothWays = [
      { health_ping: true, health_port: 22 },
      { health_port: 22, health_ping: true },
    ]
    knocks.no_ping = 'There is no program ping. Install it.'
    for (const both of bothWays) {
      await prepareChange(ctx, { server_id: server.id, ...both })
      await expect(changeServer(ctx, { server_id: server.id, ...both })).rejects.toMatchObject({
        ...{ code: 'invalid_request', details: { fields: [{ path: 'health_ping' }] } },
      })
    }
    knocks.no_ping = null
    const turns = [
      { health_port: 22, health_ping: false },
      { health_port: null, health_ping: true },
      { health_ping: false, health_port: 22 },
      { health_ping: true, health_port: null },
    ]
    for (const turn of turns) expect(await changeServer(ctx, { server_id: server.id, ...turn })).toMatchObject(turn)
    const restore = await t.ended((await t.start(point)).id)
    expect(restore).toMatchObject({ health: { state: 'passed', detail: expect.stringContaining('answered a ping') } })
    expect(knocks.at).toEqual([expect.stringMatching(/^ping 203\.0\.113\.\d+$/)])
    knocks.no_ping = 'There is no program ping. Install it.'
    await expect(prepareChange(ctx, { server_id: server.id, health_ping: true })).rejects.toMatchObject({
      ...{ code: 'ping_unavailable', message: knocks.no_ping },
    })
    const second = await t.ended((await t.start(point, { new_server: { name: 'fresh-2' } })).id)
    expect(second).toMatchObject({
      health: { state: 'not_configured', detail: 'Not looked at. There is no program ping. Install it.' },
      run: { outcome: 'warning', error: { code: 'health_unknown' } },
    })
  })

  test.each([
    ['10.0.0.7', 'within a network of its own'],
    [null, 'no public address'],
  ])('at the address %s nobody knocks: that is said at once, and no server is blamed for it', async (address, why) => {
    const { ctx, server, cloud, knocks } = t.world
    await changeServer(ctx, { server_id: server.id, health_port: 22 })
    const { getServer } = cloud
    vi.spyOn(cloud, 'getServer').mockImplementation(async (ref) => ({ ...(await getServer(ref)), address }))
    expect(await t.ended((await t.start(point)).id)).toMatchObject({
      health: { state: 'not_configured', detail: expect.stringContaining(why) },
      run: { outcome: 'warning', error: { code: 'health_unknown', message: expect.stringContaining(why) } },
    })
    expect(knocks.at).toEqual([])
  })

  test('a provider that does not tell the address for a while is asked again', async () => {
    const { ctx, server, cloud, step } = t.world
    await changeServer(ctx, { server_id: server.id, health_port: 22 })
    const { id } = await t.start(point)
    while (!t.world.queue.some(({ task }) => task === 'restores.continue')) expect(await step()).toBe(true)
    const away = new ProviderError('It is away.', { kind: 'retry', effect: 'none', retry_after_ms: null })
    const asked = vi.spyOn(cloud, 'getServer')
    for (let n = 0; n < 25; n++) asked.mockRejectedValueOnce(away)
    expect(await t.ended(id)).toMatchObject({ health: { state: 'passed' }, run: { outcome: 'succeeded' } })
  })

  test('in place, too', async () => {
    await changeServer(t.world.ctx, { server_id: t.world.server.id, health_port: 22 })
    const input = { mode: 'in_place', recovery_point_id: point.id, confirm: t.world.server.name, safety_backup: false }
    const { id } = await startRestore(t.world.ctx, { ...RestoreInput.parse(input), server_id: t.world.server.id })
    expect(await t.ended(id)).toMatchObject({ health: { state: 'passed' }, run: { outcome: 'succeeded' } })
    expect(t.world.knocks.at).toHaveLength(1)
  })
})

test('a Linode stays off after a restore in place, and the end says so instead of waiting for hours', async () => {
  const { world, ended } = await open('linode')
  try {
    const point = await world.imagePoint()
    const input = { mode: 'in_place', recovery_point_id: point.id, confirm: world.server.name, safety_backup: false }
    const { id } = await startRestore(world.ctx, { ...RestoreInput.parse(input), server_id: world.server.id })
    expect(await ended(id)).toMatchObject({ run: { outcome: 'warning', error: { code: 'server_off' } } })
  } finally {
    await world.end()
  }
})
