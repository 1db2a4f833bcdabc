import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RepositoryAccess } from '../../src/agent-protocol/messages.ts'
import { beginMaintenance } from '../../src/repositories/begin-maintenance.ts'
import { endCredential } from '../../src/repositories/end-credential.ts'
import { endMaintenance } from '../../src/repositories/end-maintenance.ts'
import { forgetSnapshot } from '../../src/repositories/forget-snapshot.ts'
import { getRecoveryKit } from '../../src/repositories/get-recovery-kit.ts'
import { initializeRepository } from '../../src/repositories/initialize-repository.ts'
import { issueCredential } from '../../src/repositories/issue-credential.ts'
import { listNewSnapshots } from '../../src/repositories/list-new-snapshots.ts'
import { settleObjects } from '../../src/repositories/settle-objects.ts'
import type { TestApp } from '../helpers/app.ts'
import {
  countersOf,
  newRepository,
  repositoryFolder,
  restic,
  resticProgram,
  resticThrough,
  startGatewayApp,
  sumsOf,
  visitor,
} from '../helpers/gateway.ts'
import { gatewayParts } from '../helpers/gateway-parts.ts'
import { until } from '../helpers/until.ts'

let app: TestApp
let folder: string
beforeAll(async () => {
  app = await startGatewayApp()
  folder = await mkdtemp(join(tmpdir(), 'backstay-gateway-'))
})
afterAll(async () => {
  await app.stop()
  await rm(folder, { recursive: true, force: true })
})

const sourceWith = async (name: string, bytes: number): Promise<string> => {
  const source = join(folder, name)
  await mkdir(join(source, 'deep/er'), { recursive: true })
  await writeFile(join(source, 'large'), randomBytes(bytes))
  await writeFile(join(source, 'deep/er/text'), 'what is in here\n'.repeat(5_000))
  await writeFile(join(source, 'empty'), '')
  return source
}

const access = async (
  repository_id: string,
  rights: 'backup' | 'read' | 'maintenance',
  run_id: string | null = null,
) => {
  const issued = await issueCredential(app.ctx, { repository_id, run_id, rights, ttl_seconds: 600 })
  return issued
}

const ok = (said: { code: number; stdout: string; stderr: string }) => {
  expect(said.stderr).toBe('')
  expect(said.code).toBe(0)
  return said.stdout
}

const restoresTo = async (
  run: (...args: string[]) => Promise<{ code: number; stdout: string; stderr: string }>,
  source: string,
) => {
  const target = await mkdtemp(join(folder, 'restored-'))
  ok(await run('restore', '--no-lock', 'latest', '--target', target, '--verify'))
  const back = await readFile(join(target, source, 'large'))
  expect(back.equals(await readFile(join(source, 'large')))).toBe(true)
}

test.each([
  ['socket', 'made_by_restic'],
  ['tcp', 'seeded'],
] as const)('a repository lives through the %s, %s: init, backup, restore, check, prune', async (way, how) => {
  const { repository_id } = await newRepository(app, how)
  await initializeRepository(app.ctx, { repository_id })
  const source = await sourceWith(`source-${way}`, 6_000_000)
  const run_id = `run_${way}`
  const backup = await access(repository_id, 'backup', run_id)
  const agent = resticThrough(app, backup.access, way)
  ok(await agent('backup', source))
  await writeFile(join(source, 'large'), randomBytes(5_000_000))
  ok(await agent('backup', source))
  const snapshots = await listNewSnapshots(app.ctx, { repository_id, run_id })
  expect(snapshots).toHaveLength(2)
  await endCredential(app.ctx, { credential_id: backup.credential_id })

  const reader = resticThrough(app, (await access(repository_id, 'read')).access, way)
  await restoresTo(reader, source)
  ok(await reader('check', '--no-lock', '--read-data'))

  await forgetSnapshot(app.ctx, { repository_id, snapshot: snapshots[0]?.name ?? '' })
  expect(JSON.parse(ok(await reader('snapshots', '--no-lock', '--json')))).toHaveLength(1)
  const before = await countersOf(app.ctx, repository_id)
  expect(await beginMaintenance(app.ctx, { repository_id, run_id: 'run_prune', ttl_seconds: 600 })).toBe(true)
  const maintenance = await access(repository_id, 'maintenance', 'run_prune')
  ok(await resticThrough(app, maintenance.access, way)('prune', '--max-unused', '0'))
  await endCredential(app.ctx, { credential_id: maintenance.credential_id })
  await endMaintenance(app.ctx, { repository_id, run_id: 'run_prune' })
  const after = await countersOf(app.ctx, repository_id)
  expect(after.bytes).toBeLessThan(before.bytes - 5_000_000)
  expect(after.trash_bytes).toBeGreaterThan(5_000_000)
  expect(after).toEqual(await sumsOf(app.ctx, repository_id))
  ok(await reader('check', '--no-lock', '--read-data'))
  await restoresTo(reader, source)
  await settleObjects(app.ctx, { stores: gatewayParts(app).stores, repository_id })

  // The same folder, without us.
  const kit = await getRecoveryKit(app.ctx, { repository_id })
  expect(kit.address).toBe(repositoryFolder(app, repository_id))
  const plain = (...args: string[]) =>
    restic(['--no-cache', '-r', kit.address, ...args], { RESTIC_PASSWORD: kit.password })
  expect(JSON.parse(ok(await plain('snapshots', '--json')))).toHaveLength(1)
  ok(await plain('check', '--read-data'))
  await restoresTo(plain, source)
  expect(await readdir(join(kit.address, 'locks'))).toEqual([])
})

test('the commands of the recovery kit work as they stand', async () => {
  const { repository_id } = await newRepository(app, 'seeded')
  const source = await sourceWith('source-kit', 100_000)
  ok(await resticThrough(app, (await access(repository_id, 'backup')).access)('backup', source))
  const kit = await getRecoveryKit(app.ctx, { repository_id })
  const script = ['set -e', ...kit.commands.map(({ command }) => command)].join('\n')
  const home = await mkdtemp(join(folder, 'kit-'))
  const bin = join(home, 'bin')
  await mkdir(bin)
  await cp(await resticProgram(), join(bin, 'restic'))
  const output = await new Promise<string>((resolve, reject) =>
    execFile(
      'sh',
      ['-c', script],
      { cwd: home, env: { PATH: `${bin}:/usr/bin:/bin`, HOME: home } },
      (error, stdout, stderr) => (error === null ? resolve(stdout) : reject(new Error(stderr))),
    ),
  )
  expect(output).toContain('no errors were found')
  const back = await readFile(join(home, 'restored', source, 'large'))
  expect(back.equals(await readFile(join(source, 'large')))).toBe(true)
})

test('an attempt to make it that broke off is cleared away before the next', async () => {
  const { repository_id } = await newRepository(app, 'new')
  // A key of an attempt that wrote no config: it fits the password and opens nothing.
  const init = await visitor(app, repository_id, 'init')
  const other = await newRepository(app, 'seeded')
  const reader = await visitor(app, other.repository_id, 'read')
  const [key = ''] = await reader.names('keys')
  const { bytes } = await reader.send('GET', `keys/${key}`)
  expect((await init.put('keys', bytes)).status).toBe(200)

  await initializeRepository(app.ctx, { repository_id })
  await initializeRepository(app.ctx, { repository_id })
  expect((await init.send('GET', 'keys/')).status).toBe(401)
  const now = await visitor(app, repository_id, 'read')
  expect(await now.names('keys')).toHaveLength(1)
  ok(await resticThrough(app, now.access)('cat', 'config', '--no-lock'))
  expect(await countersOf(app.ctx, repository_id)).toEqual(await sumsOf(app.ctx, repository_id))
})

test('copy between two repositories', async () => {
  // Two that are seeded would have one and the same master key.
  const [from, to] = [await newRepository(app, 'made_by_restic'), await newRepository(app, 'seeded')]
  const source = await sourceWith('source-copy', 2_000_000)
  const backup = await access(from.repository_id, 'backup')
  ok(await resticThrough(app, backup.access)('backup', source))
  const reading = (await access(from.repository_id, 'read')).access
  const writing = (await access(to.repository_id, 'backup')).access
  // restic has one credential for both ends, so each address carries its own.
  const url = ({ path, username, password }: RepositoryAccess) =>
    `rest:${app.url.replace('//', `//${username}:${password}@`)}${path}`
  const said = await restic(['--no-cache', 'copy', '--no-lock'], {
    RESTIC_REPOSITORY: url(writing),
    RESTIC_PASSWORD: writing.repository_password,
    RESTIC_FROM_REPOSITORY: url(reading),
    RESTIC_FROM_PASSWORD: reading.repository_password,
  })
  expect([said.code, said.stderr]).toEqual([0, ''])
  const reader = resticThrough(app, (await access(to.repository_id, 'read')).access)
  ok(await reader('check', '--no-lock', '--read-data'))
  await restoresTo(reader, source)
})

test('a wrong password, a revoked credential and a full quota each have their clear end', async () => {
  const { repository_id } = await newRepository(app, 'seeded')
  const source = await sourceWith('source-bad', 1_000_000)
  const backup = await access(repository_id, 'backup')
  const wrong = resticThrough(app, { ...backup.access, repository_password: 'wrong' })
  expect((await wrong('backup', source)).code).toBe(12)
  await app.ctx.db.updateTable('repositories').set({ quota_bytes: 100_000 }).where('id', '=', repository_id).execute()
  const full = await resticThrough(app, backup.access)('backup', source)
  expect(full.code).toBe(1)
  expect(full.stderr).toContain('507')
  // restic leaves at the first refusal; what it sent beside it is settled when the gateway notices.
  await until(async () =>
    isDeepStrictEqual(await countersOf(app.ctx, repository_id), await sumsOf(app.ctx, repository_id)),
  )
  await endCredential(app.ctx, { credential_id: backup.credential_id })
  const revoked = await resticThrough(app, backup.access)('backup', source)
  expect(revoked.stderr).toContain('401')
})

test('an agent that unlocks by force during a prune removes nothing, and its backup is refused at once', async () => {
  const { repository_id } = await newRepository(app, 'seeded')
  const source = await sourceWith('source-attack', 100_000)
  const agent = await access(repository_id, 'backup', 'run_backup')
  const setLease = (run_id: string | null, until: string | null) =>
    app.ctx.db
      .updateTable('repositories')
      .set({ maintenance_run_id: run_id, maintenance_until: until })
      .where('id', '=', repository_id)
      .execute()
  // The lease is not given out while the agent has its credential; here both are, as if that rule had failed.
  await setLease('run_prune', '2100-01-01T00:00:00.000Z')
  const pruner = await visitor(app, repository_id, 'maintenance', { run_id: 'run_prune' })
  const run = resticThrough(app, agent.access)
  const backup = await run('backup', source)
  expect([backup.code, backup.stderr]).toEqual([1, expect.stringContaining('403')])
  expect(await pruner.names('snapshots')).toEqual([])
  // No restic reads this one: it would try for long to make sense of it.
  const { name: lock } = await pruner.put('locks', randomBytes(200))
  const unlocked = await run('unlock', '--remove-all')
  expect(unlocked.stderr).toContain('403')
  expect(await pruner.names('locks')).toEqual([lock])
  // Nor afterwards: the lock is not the agent's own.
  await setLease(null, null)
  await run('unlock', '--remove-all')
  expect(await (await visitor(app, repository_id, 'read')).names('locks')).toEqual([lock])
})
