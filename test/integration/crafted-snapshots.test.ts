import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RestoreOrders } from '../../src/agent-protocol/messages.ts'
import type { Context } from '../../src/context.ts'
import { drill } from '../../src/maintenance/drill.ts'
import { catalogueSnapshot } from '../../src/recovery-points/catalogue-snapshot.ts'
import { recordRecoveryPoint } from '../../src/recovery-points/record-recovery-point.ts'
import { repositoryPassword } from '../../src/repositories/repository-password.ts'
import { resticEnvironment } from '../../src/restic/environment.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { type AgentWorld, createAgentWorld, newMachine } from '../helpers/agent-world.ts'
import { newApiKey, type TestApp } from '../helpers/app.ts'
import { backUpFolder, writeTree } from '../helpers/file-backups.ts'
import { type ForgedNode, forgeTree } from '../helpers/forge-tree.ts'
import { newRepository, repositoryFolder, resticProgram, startGatewayApp, visitor } from '../helpers/gateway.ts'
import { masterKeyOf } from '../helpers/restic-envelope.ts'

// Whoever has taken a machine over holds its repository's password, and can write trees that no restic would.

const run = promisify(execFile)
let app: TestApp
let folder: string
let outside: string
beforeAll(async () => {
  app = await startGatewayApp()
  folder = await mkdtemp(join(tmpdir(), 'backstay-crafted-'))
  outside = join(folder, 'outside')
})
afterAll(async () => {
  await app?.stop()
  await rm(folder, { recursive: true, force: true })
})

const file = (name: string): ForgedNode => ({ name, type: 'file', content: 'evil', mode: 0o666 })
const dir = (name: string, ...nodes: ForgedNode[]): ForgedNode => ({ name, type: 'dir', nodes })
const attacks = (): Record<string, ForgedNode[]> => {
  const link: ForgedNode = { name: 'a', type: 'symlink', linktarget: outside }
  return {
    climbs: [dir('srv', file('../../evil'), file('ok'))],
    'a folder that is the one above': [dir('srv', dir('..', file('evil')))],
    'an absolute name': [file('/etc/evil')],
    'no name': [dir('srv', file(''))],
    'the folder itself': [dir('srv', file('.'))],
    'link first': [dir('srv', link, file('a'))],
    'a file, then a link of its name': [dir('srv', file('a'), link)],
    'a link, then a folder of its name': [dir('srv', link, dir('a', file('evil')))],
    'the two apart': [dir('srv', link, file('b'), file('a'))],
    'one folder twice': [dir('srv', link), dir('other'), dir('srv', file('a'))],
  }
}

/** What the agent of that machine could do: upload any tree. Each answers with its snapshot. */
const thiefOf = async (at: Pick<TestApp, 'ctx' | 'url'>, repository_id: string) => {
  const password = await repositoryPassword(at.ctx, { repository_id })
  const key = await masterKeyOf({
    binary: await resticProgram(),
    environment: resticEnvironment({ password, search_path: process.env.PATH ?? '' }),
    access: { repository: repositoryFolder(at, repository_id), cache_dir: join(folder, 'cache') },
  })
  return async (nodes: readonly ForgedNode[] = []): Promise<string> => {
    const { snapshot, objects } = forgeTree(key, nodes)
    const { put } = await visitor(at, repository_id, 'backup')
    for (const { type, bytes } of objects) expect((await put(type, bytes)).status).toBe(200)
    return snapshot
  }
}

const record = (ctx: Context, of: { server_id: string; repository_id: string }, ref: string) =>
  recordRecoveryPoint(ctx, {
    ...of,
    ...{ protection_id: null, method: 'files', ref, run_id: 'run_of_thief' },
    ...{ taken_at: ctx.clock.now(), outcome: 'succeeded' },
  })

const expectUntouched = async () => {
  expect((await stat(outside)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).not.toContain('evil')
}

test('what no machine can have made is marked, and neither opened, downloaded, restored nor tried in a drill', async () => {
  await writeFile(outside, 'not yours', { mode: 0o600 })
  await chmod(outside, 0o600)
  const { organization_id, ...of } = await newRepository(app, 'seeded')
  const manager = app.client((await newApiKey(app, { organization_id, role: 'manager' })).key)
  const upload = await thiefOf(app, of.repository_id)
  for (const [what, nodes] of Object.entries(attacks())) {
    const point = await record(app.ctx, of, await upload(nodes))
    await catalogueSnapshot(app.ctx, { recovery_point_id: point.id })
    const at = `/api/recovery-points/${point.id}`
    expect((await manager.get(at)).body, what).toMatchObject({
      ...{ outcome: 'warning', warning: { code: 'unsafe_snapshot' }, needs_look: true, browsable: false },
    })
    for (const path of [`${at}/files?path=/srv`, `${at}/download?path=/&archive=tar`, `${at}/download?path=/srv/a`])
      expect((await manager.get(path)).body.error?.code, `${what}: ${path}`).toBe('unsafe_snapshot')
    const restore = { recovery_point_id: point.id, mode: 'path', target: { path: '/srv/back' } }
    const refused = await manager.post(`/api/servers/${of.server_id}/restores`, restore)
    expect([refused.status, refused.body.error.code], what).toEqual([409, 'unsafe_snapshot'])
    const { id: run_id } = await startRun(app.ctx, { kind: 'drill', organization_id })
    await drill(app.ctx, { recovery_point_id: point.id, run_id })
    expect(await getRun(app.ctx, { run_id }), what).toMatchObject({
      ...{ outcome: 'failed', error: { code: 'unsafe_snapshot' } },
    })
    await expectUntouched()
  }
  // The search answers from what is left of the server's backups.
  expect((await manager.get(`/api/servers/${of.server_id}/files?q=evil`)).body).toMatchObject({ data: [] })
})

test('an agent looks at a snapshot before it writes: whole, in part, and in place', async () => {
  await writeFile(outside, 'not yours', { mode: 0o600 })
  const world: AgentWorld = await createAgentWorld()
  try {
    const machine = await newMachine(world, 'm')
    const target = join(folder, 'target')
    const upload = await thiefOf({ ctx: world.ctx(), url: world.url }, machine.repository_id)
    const { climbs, 'link first': linkFirst, 'one folder twice': twice } = attacks()
    for (const [what, nodes] of Object.entries({ climbs, linkFirst, twice })) {
      const snapshot = await upload(nodes)
      for (const over of [{ include: ['/srv/a', '/evil', '/srv/ok'] }, {}]) {
        const orders = RestoreOrders.parse({
          ...{ kind: 'restore', snapshot, include: [], target, overwrite: 'always', dry_run: false },
          ...over,
        })
        const finish = await machine.finished(await machine.begin(orders))
        // In part, what leads out may not even be listed; then it is restic that leaves it out, and says so.
        const refusals = 'include' in over ? ['failed', 'warning'] : ['failed']
        expect(refusals, `${what} ${JSON.stringify(over)}`).toContain(finish.outcome)
        await expectUntouched()
        if (!('include' in over)) expect(finish.error).toMatchObject({ code: 'unsafe_snapshot' })
        for (const name of await readdir(target, { recursive: true })) expect(name).not.toContain('evil')
      }
    }
  } finally {
    await world.stop()
  }
})

test('links that lead out are restored and packed as links; a name that climbs on Windows is packed as tar only', async () => {
  const source = join(folder, 'source')
  await mkdir(source)
  await writeTree(source, { 'plain/a.txt': 'a', 'odd/x\\y': 'fine', 'odder/..\\..\\evil': 'e' })
  await run('ln', ['-s', '/etc', join(source, 'plain/link')])
  const { organization_id, ...of } = await newRepository(app, 'seeded')
  const { key } = await newApiKey(app, { organization_id, role: 'manager' })
  const id = await backUpFolder(app, of, source)
  await catalogueSnapshot(app.ctx, { recovery_point_id: id })
  const download = (path: string, archive: string) =>
    fetch(`${app.url}/api/recovery-points/${id}/download?archive=${archive}&path=${encodeURIComponent(path)}`, {
      headers: { authorization: `Bearer ${key}` },
    })
  const refused = await download(source, 'zip')
  expect([refused.status, await refused.json()]).toMatchObject([
    422,
    { error: { code: 'not_for_zip', details: { path: `${source}/odder/..\\..\\evil` } } },
  ])
  for (const [path, archive] of [
    [source, 'tar'],
    [`${source}/odd`, 'zip'],
    [`${source}/plain`, 'zip'],
  ] as const) {
    const answer = await download(path, archive)
    expect(answer.status, path).toBe(200)
    await answer.arrayBuffer()
  }
  const tar = join(folder, 'all.tar')
  await writeFile(tar, Buffer.from(await (await download(source, 'tar')).arrayBuffer()))
  const { stdout } = await run('tar', ['-tf', tar])
  for (const name of stdout.trim().split('\n')) {
    expect(name.startsWith('/')).toBe(false)
    expect(name.split('/')).not.toContain('..')
  }
})
