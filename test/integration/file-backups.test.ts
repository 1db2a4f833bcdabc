import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AgentProcess, startAgent } from '../helpers/agent-world.ts'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import type { HttpClient, Json } from '../helpers/http-client.ts'
import { testRestic } from '../helpers/restic.ts'
import { until } from '../helpers/until.ts'

// One customer's story on real parts: the whole product, the real agent, real restic, one folder.

let app: TestApp
let operator: HttpClient
let owner: HttpClient
let agent: AgentProcess
let folder: string
let source: string
let server: Json
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bs-files-'))
  source = join(folder, 'data')
  await mkdir(join(source, 'deep'), { recursive: true })
  await writeFile(join(source, 'one.txt'), 'the first file')
  await writeFile(join(source, 'deep', 'two.txt'), 'the second file')
  app = await startTestApp({ env: { BACKSTAY_ROLES: 'api,worker,gateway' } })
  operator = (await signedInPerson(app, { name: 'Operator', operator: true })).client
})
afterAll(async () => {
  await agent?.end('SIGKILL')
  await app?.stop()
  await rm(folder, { recursive: true, force: true })
})

const get = async (path: string, client = owner): Promise<Json> => {
  const answer = await client.get(path)
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}

const finished = async (run_id: string): Promise<Json> => {
  let run: Json
  await until(async () => {
    run = await get(`/api/runs/${run_id}`)
    return run.state === 'finished'
  })
  return run
}

const newestRun = async (kind: string): Promise<Json> => {
  let run: Json
  await until(async () => {
    run = (await get(`/api/runs?server_id=${server.id}&kind=${kind}`)).data[0]
    return run?.state === 'finished'
  })
  return run
}

test('a machine without any cloud is enrolled with one command', async () => {
  const { id: organization_id } = await newOrganization(app, 'Machines')
  owner = (await signedInPerson(app, { name: 'Owner', memberships: { [organization_id]: 'owner' } })).client
  const [plan]: Json[] = (await get('/api/plans', operator)).data
  const grant = { organization_id, plan_id: plan.id, quantity: 1 }
  expect((await operator.post('/api/subscriptions', grant)).status).toBe(201)
  const enrolment = await owner.post('/api/enrolments', { organization_id, server_name: 'garage' })
  expect(enrolment.status, enrolment.text).toBe(201)
  const words = enrolment.body.command.split(' ').slice(2)
  agent = startAgent([...words, '--state-dir', join(folder, 'agent')], { BACKSTAY_RESTIC: await testRestic() })
  await until(() => agent.output().includes('Connected') || agent.child.exitCode !== null)
  expect(agent.output()).toContain('Connected')
  server = (await get('/api/servers')).data[0]
  expect(server).toMatchObject({ name: 'garage', provider: 'machine', backups_enabled: false })
})

test('its files are backed up, and they count as protected with the first success', async () => {
  const settings = { paths: [source] }
  const set = await owner.send('PUT', `/api/servers/${server.id}/protections/files`, { settings })
  expect(set.status, set.text).toBe(200)
  const toggled = await owner.post(`/api/servers/${server.id}/toggle-backups`, { enable: true })
  expect(toggled.status, toggled.text).toBe(202)
  expect(toggled.body).toMatchObject({ success: true, backups_enabled: false })
  expect((await owner.post(`/api/servers/${server.id}/backups`)).status).toBe(202)
  const run = await newestRun('backup')
  expect(run, JSON.stringify(run.error)).toMatchObject({ outcome: 'succeeded', stats: { files: 2, snapshots: 1 } })
  expect(await finished(toggled.body.run_id)).toMatchObject({ kind: 'enable', outcome: 'succeeded' })
  expect(await get(`/api/servers/${server.id}`)).toMatchObject({ backups_enabled: true })
  const again = await owner.post(`/api/servers/${server.id}/toggle-backups`, { enable: true })
  expect(again.status).toBe(200)
  expect(again.body).toMatchObject({ message: 'Backups enabled successfully', backups_enabled: true })
})

let point: Json
test('the first backup is proved by a drill without being asked', async () => {
  const drill = await newestRun('drill')
  expect(drill, JSON.stringify(drill.error)).toMatchObject({ outcome: 'succeeded' })
  point = (await get(`/api/servers/${server.id}/recovery-points`)).data[0]
  expect(point).toMatchObject({ method: 'files', outcome: 'succeeded', file_count: 2, paths: [source] })
  expect(point.proven_at).not.toBeNull()
  const [evidence] = (await get(`/api/servers/${server.id}/drills`)).data
  expect(evidence).toMatchObject({ passed: true, files: 2, recovery_point_id: point.id })
  const compared: Json[] = evidence.evidence.compared
  expect(compared.map(({ result }) => result)).toEqual(['same', 'same'])
})

test('folders open, a file downloads', async () => {
  await until(async () => (await get(`/api/recovery-points/${point.id}`)).browsable)
  const listed = await get(`/api/recovery-points/${point.id}/files?path=${encodeURIComponent(source)}`)
  const names: Json[] = listed.data
  expect(names.map(({ name }) => name)).toEqual(['deep', 'one.txt'])
  const path = encodeURIComponent(join(source, 'one.txt'))
  const download = await owner.get(`/api/recovery-points/${point.id}/download?path=${path}`)
  expect(download.text).toBe('the first file')
  expect(download.headers.get('content-disposition')).toContain('attachment')
})

test('a file comes back in place, after a backup of what was there', async () => {
  await writeFile(join(source, 'one.txt'), 'spoiled')
  const wish = { recovery_point_id: point.id, mode: 'in_place', include: [join(source, 'one.txt')] }
  // Below / is in place by another name: without the confirmation, and without a way back.
  for (const path of ['/', '//', '/./', '/.//'])
    expect(
      await owner.post(`/api/servers/${server.id}/restores`, { ...wish, mode: 'path', target: { path } }),
    ).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } })
  const unsure = await owner.post(`/api/servers/${server.id}/restores`, wish)
  expect(unsure.status).toBe(409)
  expect(unsure.body.error.code).toBe('confirmation_required')
  for (const [mode, words] of [
    ['download', `/api/recovery-points/${point.id}/download?path=`],
    ['new_server', 'target.server_id'],
  ] as const) {
    const refused = await owner.post(`/api/servers/${server.id}/restores`, { ...wish, mode })
    expect([400, 409], refused.text).toContain(refused.status)
    expect(refused.body.error.message).toContain(words)
  }
  const started = await owner.post(`/api/servers/${server.id}/restores`, { ...wish, confirm: 'garage' })
  expect(started.status, started.text).toBe(202)
  const run = await finished(started.body.run_id)
  expect(run, JSON.stringify(run.error)).toMatchObject({ outcome: 'succeeded', stats: { files: 1, bytes: 14 } })
  expect(await readFile(join(source, 'one.txt'), 'utf8')).toBe('the first file')
  const restore = await get(`/api/restores/${started.body.id}`)
  expect(restore).toMatchObject({ status: 'completed', mode: 'in_place' })
  expect(await finished(restore.safety_run_id)).toMatchObject({ kind: 'backup', outcome: 'succeeded' })
})

test('what was deleted altogether comes back in place too, also after the settings went on to name another folder', async () => {
  const other = join(folder, 'other')
  await mkdir(other)
  await writeFile(join(other, 'three.txt'), 'the third file')
  const settings = { paths: [other] }
  expect((await owner.send('PUT', `/api/servers/${server.id}/protections/files`, { settings })).status).toBe(200)
  const bringBack = async () => {
    const wish = { recovery_point_id: point.id, mode: 'in_place', confirm: 'garage' }
    const started = await owner.post(`/api/servers/${server.id}/restores`, wish)
    const run = await finished(started.body.run_id)
    expect(run, JSON.stringify(run.error)).toMatchObject({ outcome: 'succeeded' })
    expect(await readFile(join(source, 'one.txt'), 'utf8')).toBe('the first file')
    const { safety_run_id } = await get(`/api/restores/${started.body.id}`)
    const points: Json[] = (await get(`/api/servers/${server.id}/recovery-points`)).data
    return { safety: await finished(safety_run_id), saved: points.find(({ run_id }) => run_id === safety_run_id) }
  }
  // The way back holds what is overwritten, and the settings' folder with it.
  await writeFile(join(source, 'one.txt'), 'spoiled')
  const whole = await bringBack()
  expect(whole.safety).toMatchObject({ outcome: 'succeeded', stats: { files: 3 } })
  expect([...whole.saved.paths].sort()).toEqual([other, source].sort())
  // Without the folder it is not whole, and says so; without both there is nothing to save.
  await rm(source, { recursive: true })
  expect((await bringBack()).saved).toMatchObject({ outcome: 'warning', warning: { code: 'files_skipped' } })
  await rm(source, { recursive: true })
  await rm(other, { recursive: true })
  const empty = await bringBack()
  expect(empty.safety).toMatchObject({ outcome: 'succeeded', stats: { snapshots: 0 } })
  expect(empty.saved).toBeUndefined()
  await owner.send('PUT', `/api/servers/${server.id}/protections/files`, { settings: { paths: [source] } })
})

test('switching off stops the schedule and keeps what was taken', async () => {
  const off = await owner.post(`/api/servers/${server.id}/toggle-backups`, { enable: false })
  expect(off.status).toBe(200)
  expect(off.body).toMatchObject({ message: 'Backups disabled successfully', backups_enabled: false })
  expect((await get(`/api/servers/${server.id}/protections/files`)).next_run_at).toBeNull()
  const points: Json[] = (await get(`/api/servers/${server.id}/recovery-points?state=available`)).data
  expect(points).toHaveLength(4)
  expect((await owner.post(`/api/servers/${server.id}/backups`)).body.error.code).toBe('files_off')
})
