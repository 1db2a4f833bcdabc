import { randomBytes, randomInt } from 'node:crypto'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { type Context, noOrigin, systemCaller } from '../../src/context.ts'
import { createSecrets } from '../../src/lib/secrets.ts'
import { createOrganization } from '../../src/organizations/create-organization.ts'
import { ensureRepository } from '../../src/repositories/ensure-repository.ts'
import { initializeRepository } from '../../src/repositories/initialize-repository.ts'
import { issueCredential } from '../../src/repositories/issue-credential.ts'
import { createTestDatabase } from '../helpers/database.ts'
import { databaseUrl } from '../helpers/database-url.ts'
import { freePort } from '../helpers/free-port.ts'
import { countersOf, restic, resticProgram, sumsOf, type Visitor, visitorWith } from '../helpers/gateway.ts'
import { capturedLog, testServices } from '../helpers/jobs.ts'
import { type MainProcess, startMain } from '../helpers/main-process.ts'
import { newProviderAccount, newServer } from '../helpers/servers.ts'

const key = 'only-for-tests-only-for-tests-only-for-tests'
const kills = 3

type World = { ctx: Context; url: string; start(): Promise<MainProcess> }

const createWorld = async (): Promise<World> => {
  const database = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'backstay-killed-'))
  const env = {
    BACKSTAY_PORT: String(await freePort()),
    BACKSTAY_DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl(database.connection),
    BACKSTAY_SECRET_KEY: key,
    BACKSTAY_ROLES: 'gateway',
    BACKSTAY_RESTIC: await resticProgram(),
  }
  onTestFinished(async () => {
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  })
  const jobs = { enqueue: async () => null, enqueueMany: async () => [] }
  const services = testServices(database.db, jobs, capturedLog().log)
  const config = loadConfig(env)
  return {
    ctx: { ...services, config, secrets: createSecrets(key), caller: systemCaller, origin: noOrigin },
    url: `http://127.0.0.1:${env.BACKSTAY_PORT}`,
    start: async () => {
      const main = startMain(env)
      await main.ready()
      return main
    },
  }
}

const newRepository = async (ctx: Context) => {
  const { id: organization_id } = await createOrganization(ctx, { name: 'Aurora' })
  const provider_account_id = await newProviderAccount(ctx)
  const server_id = await newServer(ctx, { organization_id, provider_account_id })
  const { id } = await ensureRepository(ctx, { server_id })
  await initializeRepository(ctx, { repository_id: id })
  return id
}

/** Uploads until told to stop; remembers what was acknowledged. */
const keepUploading = async (one: Visitor, acknowledged: Map<string, number>, goesOn: () => boolean) => {
  while (goesOn()) {
    const bytes = randomBytes(randomInt(1, 300_000))
    try {
      const { status, name } = await one.put('data', bytes)
      if (status === 200) acknowledged.set(name, bytes.length)
    } catch {
      // Killed; it comes back.
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

test('a gateway killed in the middle of uploads loses nothing that it acknowledged', async () => {
  const world = await createWorld()
  let main = await world.start()
  onTestFinished(async () => {
    main.child.kill('SIGKILL')
    await main.ended()
  })
  const repository_id = await newRepository(world.ctx)
  const issue = () => issueCredential(world.ctx, { repository_id, run_id: null, rights: 'backup', ttl_seconds: 3_600 })
  const acknowledged = new Map<string, number>()
  let going = true
  const visitors = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const { credential_id, access } = await issue()
      return visitorWith(world.url, credential_id, access)
    }),
  )
  const uploading = Promise.all(visitors.map((one) => keepUploading(one, acknowledged, () => going)))
  const backup = startBackup(world, (await issue()).access)
  const hits: number[] = []
  for (let kill = 0; kill < kills; kill += 1) {
    const before = acknowledged.size
    const enough = before + randomInt(3, 40)
    while (acknowledged.size < enough) await new Promise((resolve) => setTimeout(resolve, 2))
    main.child.kill('SIGKILL')
    await main.ended()
    hits.push(acknowledged.size)
    main = await world.start()
  }
  going = false
  await uploading
  const said = await backup
  process.stdout.write(`killed after ${hits.join(', ')} acknowledged uploads\n`)
  expect([said.code, said.stdout]).toEqual([0, expect.stringContaining('snapshot')])
  await expectAll(world, repository_id, visitors[0], acknowledged)
})

/** restic itself goes on when the gateway is back. */
const startBackup = async ({ url }: World, access: Parameters<typeof visitorWith>[2]) => {
  const source = await mkdtemp(join(tmpdir(), 'backstay-source-'))
  onTestFinished(() => rm(source, { recursive: true, force: true }))
  await mkdir(join(source, 'files'))
  for (let index = 0; index < 20; index += 1) await writeFile(join(source, 'files', `${index}`), randomBytes(2_000_000))
  const environment = {
    RESTIC_PASSWORD: access.repository_password,
    RESTIC_REST_USERNAME: access.username,
    RESTIC_REST_PASSWORD: access.password,
  }
  const repository = `rest:${url}${access.path}`
  return restic(['--no-cache', '-r', repository, '--limit-upload', '8000', 'backup', source], environment)
}

const expectAll = async (
  { ctx, url }: World,
  repository_id: string,
  visitor: Visitor | undefined,
  acknowledged: Map<string, number>,
) => {
  const listed = new Set(await visitor?.names('data'))
  for (const [name, bytes] of acknowledged) {
    expect(listed.has(name)).toBe(true)
    const file = await stat(join(ctx.config.data_dir, 'repositories', repository_id, 'data', name.slice(0, 2), name))
    expect(file.size).toBe(bytes)
  }
  const some = [...acknowledged.keys()].slice(-10)
  for (const name of some) expect((await visitor?.send('GET', `data/${name}`))?.status).toBe(200)
  expect(await countersOf(ctx, repository_id)).toEqual(await sumsOf(ctx, repository_id))
  const { access } = await issueCredential(ctx, { repository_id, run_id: null, rights: 'read', ttl_seconds: 600 })
  const read = await restic(['--no-cache', '-r', `rest:${url}${access.path}`, 'check', '--no-lock'], {
    RESTIC_PASSWORD: access.repository_password,
    RESTIC_REST_USERNAME: access.username,
    RESTIC_REST_PASSWORD: access.password,
  })
  expect([read.code, read.stdout]).toEqual([0, expect.stringContaining('no errors were found')])
}
