import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { catalogueSnapshot } from '../../src/recovery-points/catalogue-snapshot.ts'
import { newApiKey, type TestApp } from '../helpers/app.ts'
import { backUpFolder, writeTree } from '../helpers/file-backups.ts'
import { newRepository, repositoryFolder, startGatewayApp } from '../helpers/gateway.ts'
import type { HttpClient } from '../helpers/http-client.ts'
import { until } from '../helpers/until.ts'

const run = promisify(execFile)
let app: TestApp
let folder: string
beforeAll(async () => {
  app = await startGatewayApp()
})
afterAll(async () => {
  await app?.stop()
})

let owned: { repository_id: string; server_id: string; organization_id: string }
let manager: HttpClient
let managerKey: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backstay-files-'))
  owned = await newRepository(app, 'seeded')
  managerKey = (await newApiKey(app, { organization_id: owned.organization_id, role: 'manager' })).key
  manager = app.client(managerKey)
  return () => rm(folder, { recursive: true, force: true })
})

const at = (path: string) => encodeURIComponent(path)
const catalogued = async (takenAt?: string) => {
  const id = await backUpFolder(app, owned, folder, takenAt)
  await catalogueSnapshot(app.ctx, { recovery_point_id: id })
  return id
}
const names = (body: { data: { name: string }[] }) => body.data.map(({ name }) => name)
const raw = (path: string, signal?: AbortSignal) =>
  fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${managerKey}` }, ...(signal ? { signal } : {}) })
const livingCredentials = async () => {
  const rows = await app.ctx.db
    .selectFrom('gateway_credentials')
    .select('id')
    .where('rights', '=', 'read')
    .where('revoked_at', 'is', null)
    .execute()
  return rows.length
}

test('a snapshot opens folder by folder once it is catalogued, page by page, without restic', async () => {
  await writeTree(folder, { 'b.txt': 'b', 'a/deep.txt': 'deep', 'new\nline': '1', é: '2', '"\\x': '3', 'a-b': '4' })
  await symlink('b.txt', join(folder, 'link'))
  const id = await backUpFolder(app, owned, folder)
  const early = await manager.get(`/api/recovery-points/${id}/files`)
  expect(early.status).toBe(409)
  expect(early.body.error.code).toBe('catalogue_pending')
  await catalogueSnapshot(app.ctx, { recovery_point_id: id })
  expect(await livingCredentials()).toBe(0)

  const top = await manager.get(`/api/recovery-points/${id}/files`)
  expect(names(top.body)).toEqual(['tmp'])
  const files = `/api/recovery-points/${id}/files?path=${at(folder)}`
  const first = await manager.get(`${files}&limit=4`)
  expect(first.status, first.text).toBe(200)
  const second = await manager.get(`${files}&limit=4&cursor=${at(first.body.next_cursor)}`)
  expect([...names(first.body), ...names(second.body)]).toEqual(['"\\x', 'a', 'a-b', 'b.txt', 'link', 'new\nline', 'é'])
  expect(second.body.next_cursor).toBeNull()
  expect(first.body.data[3]).toMatchObject({ path: `${folder}/b.txt`, type: 'file', size_bytes: 1, mode: '0644' })
  expect(Date.parse(first.body.data[3].modified_at)).toBe(Math.floor((await stat(join(folder, 'b.txt'))).mtimeMs))
  expect((await manager.get(`${files}/nothing`)).status).toBe(404)
  expect((await manager.get(`${files}/b.txt`)).status).toBe(404)
  expect((await manager.get(`/api/recovery-points/${id}/files?path=etc`)).status).toBe(400)
  expect((await manager.get(`${files}&cursor=nonsense`)).body.error.code).toBe('invalid_cursor')
})

test('versions and search see all snapshots that are there, and none that was forgotten', async () => {
  await writeTree(folder, { 'Report.txt': 'one', same: 'same' })
  const first = await catalogued('2026-01-01T00:00:00.000Z')
  await writeTree(folder, { 'Report.txt': 'second' })
  const second = await catalogued('2026-01-02T00:00:00.000Z')
  await rm(join(folder, 'Report.txt'))
  const third = await catalogued('2026-01-03T00:00:00.000Z')

  const versions = `/api/recovery-points/${third}/file-versions?path=`
  const report = await manager.get(`${versions}${at(`${folder}/Report.txt`)}`)
  expect(report.body.data).toMatchObject([
    { size_bytes: 6, first: { recovery_point_id: second }, last: { recovery_point_id: second } },
    { size_bytes: 3, first: { recovery_point_id: first }, recovery_points: 1 },
  ])
  const same = await manager.get(`${versions}${at(`${folder}/same`)}`)
  expect(same.body.data).toMatchObject([{ recovery_points: 3, last: { recovery_point_id: third } }])

  const search = `/api/servers/${owned.server_id}/files?q=REPORT`
  const found = await manager.get(search)
  expect(found.body).toMatchObject({ next_cursor: null, recovery_points_pending: 0 })
  expect(found.body.data).toMatchObject([{ path: `${folder}/Report.txt`, versions: 2, newest: { size_bytes: 6 } }])

  const forget = (id: string) =>
    app.ctx.db
      .updateTable('recovery_points')
      .set({ state: 'forgotten', forgotten_at: app.ctx.clock.now() })
      .where('id', '=', id)
      .execute()
  await forget(second)
  expect((await manager.get(search)).body.data).toMatchObject([{ versions: 1, newest: { size_bytes: 3 } }])
  expect((await manager.get(`/api/recovery-points/${second}/files`)).body.error.code).toBe('files_unavailable')
  await forget(first)
  expect((await manager.get(search)).body.data).toEqual([])
  const fourth = await catalogued('2026-01-04T00:00:00.000Z')
  expect(
    (await manager.get(`/api/recovery-points/${fourth}/file-versions?path=${at(`${folder}/same`)}`)).body,
  ).toMatchObject({
    data: [{ recovery_points: 2 }],
  })
})

test('a file comes as it is, as an attachment; a folder as an archive; each leaves an audit event', async () => {
  const large = randomBytes(3_000_000)
  await writeTree(folder, { 'deep/large.bin': large, 'deep/empty': '', 'page é"\n.html': '<script>1</script>' })
  await symlink('large.bin', join(folder, 'deep/link'))
  const id = await catalogued()
  const download = (path: string, rest = '') => raw(`/api/recovery-points/${id}/download?path=${at(path)}${rest}`)

  const whole = await download(`${folder}/deep/large.bin`)
  expect(whole.status).toBe(200)
  expect(Buffer.from(await whole.arrayBuffer()).equals(large)).toBe(true)
  const empty = await download(`${folder}/deep/empty`)
  expect([empty.status, await empty.text()]).toEqual([200, ''])
  const page = await download(`${folder}/page é"\n.html`)
  expect(await page.text()).toBe('<script>1</script>')
  expect(Object.fromEntries(page.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="page ___.html"; filename*=UTF-8''page%20%C3%A9%22_.html`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })

  const tar = await download(`${folder}/deep`, '&archive=tar')
  expect(tar.headers.get('content-disposition')).toContain('filename="deep.tar"')
  const out = await mkdtemp(join(tmpdir(), 'backstay-files-out-'))
  await writeFile(join(out, 'deep.tar'), Buffer.from(await tar.arrayBuffer()))
  await run('tar', ['-xf', 'deep.tar'], { cwd: out })
  expect((await readFile(join(out, folder, 'deep/large.bin'))).equals(large)).toBe(true)
  await rm(out, { recursive: true })
  const zip = await download('/')
  expect(zip.headers.get('content-type')).toBe('application/zip')
  const bytes = Buffer.from(await zip.arrayBuffer())
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
  expect(bytes.includes('large.bin')).toBe(true)

  expect((await download(`${folder}/deep/link`)).status).toBe(422)
  expect((await download(`${folder}/nothing`)).status).toBe(404)
  const viewer = app.client((await newApiKey(app, { organization_id: owned.organization_id, role: 'viewer' })).key)
  expect((await viewer.get(`/api/recovery-points/${id}/download?path=/`)).status).toBe(403)
  const events = await manager.get(`/api/audit-events?organization_id=${owned.organization_id}`)
  const actions = events.body.data.map(({ action, after }: { action: string; after: { path?: string } | null }) => [
    action,
    after?.path,
  ])
  expect(actions.filter(([action]: string[]) => action === 'recovery_point.downloaded')).toHaveLength(5)
  expect(actions).toContainEqual(['recovery_point.downloaded', `${folder}/deep/large.bin`])
  await until(async () => (await livingCredentials()) === 0)
})

test('a caller who goes away ends restic and its credential', async () => {
  await writeTree(folder, { large: randomBytes(48_000_000) })
  const id = await catalogued()
  const abort = new AbortController()
  const answer = await raw(`/api/recovery-points/${id}/download?path=${at(`${folder}/large`)}`, abort.signal)
  const reader = answer.body?.getReader()
  expect((await reader?.read())?.value?.length).toBeGreaterThan(0)
  expect(await livingCredentials()).toBe(1)
  abort.abort()
  await until(async () => (await livingCredentials()) === 0)
})

test('a file that cannot be read to its end breaks the connection instead of ending it', async () => {
  await writeTree(folder, { large: randomBytes(60_000_000) })
  const id = await catalogued()
  const data = join(repositoryFolder(app, owned.repository_id), 'data')
  const packs: { path: string; size: number; age: number }[] = []
  for (const sub of await readdir(data))
    for (const name of await readdir(join(data, sub))) {
      const { size, mtimeMs } = await stat(join(data, sub, name))
      packs.push({ path: join(data, sub, name), size, age: mtimeMs })
    }
  const last = packs.filter(({ size }) => size > 1_000_000).sort((a, b) => b.age - a.age)[0]
  if (last === undefined) throw new Error('no pack of data')
  await writeFile(last.path, randomBytes(last.size))
  const answer = await raw(`/api/recovery-points/${id}/download?path=${at(`${folder}/large`)}`)
  if (answer.status === 200) await expect(answer.arrayBuffer()).rejects.toThrow()
  else expect(answer.status).toBe(502)
  await until(async () => (await livingCredentials()) === 0)
})

test('a damaged catalogue answers nothing false and is made anew', async () => {
  await writeTree(folder, { 'a.txt': 'a' })
  const first = await catalogued('2026-01-01T00:00:00.000Z')
  const second = await catalogued('2026-01-02T00:00:00.000Z')
  const dir = join(app.ctx.config.data_dir, 'catalogue', owned.repository_id)
  for (const file of await readdir(dir)) {
    const bytes = await readFile(join(dir, file))
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    await writeFile(join(dir, file), bytes)
  }
  const files = (id: string) => manager.get(`/api/recovery-points/${id}/files?path=${at(folder)}`)
  expect((await files(first)).body.error.code).toBe('catalogue_pending')
  await catalogueSnapshot(app.ctx, { recovery_point_id: second })
  expect(names((await files(second)).body)).toEqual(['a.txt'])
  expect((await files(first)).body.error.code).toBe('catalogue_pending')
  await catalogueSnapshot(app.ctx, { recovery_point_id: first })
  expect(names((await files(first)).body)).toEqual(['a.txt'])
})

test('a snapshot that restic cannot list leaves the catalogue as it was', async () => {
  await mkdir(join(folder, 'x'))
  const good = await catalogued()
  const id = await backUpFolder(app, owned, folder, '2026-02-01T00:00:00.000Z')
  await app.ctx.db
    .updateTable('recovery_points')
    .set({ ref: 'f'.repeat(64) })
    .where('id', '=', id)
    .execute()
  await expect(catalogueSnapshot(app.ctx, { recovery_point_id: id })).rejects.toThrow('restic could not list')
  expect((await manager.get(`/api/recovery-points/${id}/files`)).body.error.code).toBe('catalogue_pending')
  expect((await manager.get(`/api/recovery-points/${good}/files`)).status).toBe(200)
  expect(await livingCredentials()).toBe(0)
})
