import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endCredential } from '../../src/repositories/end-credential.ts'
import { issueCredential } from '../../src/repositories/issue-credential.ts'
import { settleObjects } from '../../src/repositories/settle-objects.ts'
import type { TestApp } from '../helpers/app.ts'
import { chanceFrom, faultSeed, howOften, sayHit } from '../helpers/fault-counts.ts'
import { type FaultyProxy, networkFaults, startFaultyProxy } from '../helpers/faulty-proxy.ts'
import {
  countersOf,
  hashOf,
  newRepository,
  repositoryFolder,
  resticThrough,
  startGatewayApp,
  sumsOf,
  visitorWith,
} from '../helpers/gateway.ts'
import { gatewayParts } from '../helpers/gateway-parts.ts'

// Between a machine and the gateway lies a network that cuts, delays, truncates and repeats.

const backups = howOften(40, 3)
const uploads = howOften(1_000, 150)
let app: TestApp
let proxy: FaultyProxy
let folder: string
let repository_id: string
beforeAll(async () => {
  app = await startGatewayApp()
  proxy = await startFaultyProxy(app.url, chanceFrom(faultSeed))
  folder = await mkdtemp(join(tmpdir(), 'backstay-network-'))
  repository_id = (await newRepository(app, 'seeded')).repository_id
})
afterAll(async () => {
  proxy?.close()
  await app?.stop()
  await rm(folder, { recursive: true, force: true })
})

const issue = () => issueCredential(app.ctx, { repository_id, run_id: null, rights: 'backup', ttl_seconds: 3_600 })

/** Every object that was accepted is in its place, whole, and nothing else is. */
const expectWhole = async (): Promise<void> => {
  await settleObjects(app.ctx, { stores: gatewayParts(app).stores, repository_id })
  const rows = await app.ctx.db
    .selectFrom('repository_objects')
    .select(['type', 'name', 'sha256', 'trashed_at'])
    .where('repository_id', '=', repository_id)
    .execute()
  const root = repositoryFolder(app, repository_id)
  const live = new Map(rows.filter(({ trashed_at }) => trashed_at === null).map((row) => [row.name, row.sha256]))
  let files = 0
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    files += 1
    const bytes = await readFile(join(entry.parentPath, entry.name))
    const known = entry.name === 'config' ? rows.find(({ type }) => type === 'config')?.sha256 : live.get(entry.name)
    expect(createHash('sha256').update(bytes).digest('hex'), entry.name).toBe(known)
  }
  expect(files).toBe(live.size)
  expect(await countersOf(app.ctx, repository_id)).toEqual(await sumsOf(app.ctx, repository_id))
}

test('uploads that are cut, doubled and repeated: each ends with 200, and none is torn', async () => {
  const { access, credential_id } = await issue()
  const visitor = visitorWith(proxy.url, credential_id, access)
  proxy.setRate(40)
  let tries = 0
  for (let at = 0; at < uploads; at += 5)
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        const bytes = randomBytes(20_000)
        const put = () => visitor.send('POST', `data/${hashOf(bytes)}`, bytes).catch(() => null)
        let reply = await put()
        for (tries += 1; reply?.status !== 200; tries += 1) {
          // Nothing but a broken connection stands in the way: a cut upload may be seen as wrong bytes by its own request alone.
          expect([undefined, 200, 400], reply?.text).toContain(reply?.status)
          reply = await put()
        }
      }),
    )
  proxy.setRate(0)
  // Once more of what is there: the same.
  const bytes = randomBytes(1_000)
  for (let again = 0; again < 3; again += 1) expect((await visitor.put('data', bytes)).status).toBe(200)
  await endCredential(app.ctx, { credential_id })
  await expectWhole()
  sayHit(`bad network: ${uploads} uploads in ${tries} tries, ${JSON.stringify(proxy.hits)}, seed ${faultSeed}`)
  for (const fault of networkFaults) expect(proxy.hits[fault], fault).toBeGreaterThan(0)
})

test('backups through it succeed in the end, and the repository is whole', {
  timeout: howOften(1_800_000, 120_000),
}, async () => {
  const source = join(folder, 'source')
  await mkdir(source)
  const before = Object.values(proxy.hits).reduce((sum, hit) => sum + hit, 0)
  for (let round = 0; round < backups; round += 1) {
    for (let file = 0; file < 4; file += 1) await writeFile(join(source, `file-${file}`), randomBytes(400_000))
    const { access, credential_id } = await issue()
    proxy.setRate(12)
    let said = { code: -1, stderr: '' }
    for (let tries = 0; said.code !== 0 && tries < 5; tries += 1)
      said = await resticThrough({ ...app, url: proxy.url }, access, 'tcp')('backup', source)
    expect(said.code, said.stderr).toBe(0)
    proxy.setRate(0)
    await endCredential(app.ctx, { credential_id })
  }
  await expectWhole()
  const { access } = await issueCredential(app.ctx, { repository_id, run_id: null, rights: 'read', ttl_seconds: 600 })
  // The uploads of the test above belong to no index; they harm nobody.
  const said = await resticThrough(app, access)('check', '--read-data', '--no-lock')
  expect(said, said.stderr).toMatchObject({ code: 0 })
  const listed = await resticThrough(app, access)('snapshots', '--no-lock', '--json')
  expect(JSON.parse(listed.stdout).length).toBeGreaterThanOrEqual(backups)
  const met = Object.values(proxy.hits).reduce((sum, hit) => sum + hit, 0) - before
  expect(met).toBeGreaterThan(0)
  sayHit(`bad network: ${backups} backups met ${met} faults, all succeeded; seed ${faultSeed}`)
})
