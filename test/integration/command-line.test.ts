import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AgentProcess, startAgent } from '../helpers/agent-world.ts'
import { newApiKey, newOrganization, startTestApp, type TestApp } from '../helpers/app.ts'
import { testRestic } from '../helpers/restic.ts'
import { until } from '../helpers/until.ts'

const root = join(import.meta.dirname, '../..')

let app: TestApp
let key: string
let folder: string
let agent: AgentProcess | undefined
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bs-cli-'))
  app = await startTestApp({ env: { BACKSTAY_ROLES: 'api,worker,gateway' } })
})
afterAll(async () => {
  await agent?.end('SIGKILL')
  await app?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** As people run it; resolves with what it said and how it ended. */
const backstay = async (words: string[], env: Record<string, string> = {}) => {
  const program = ['--disable-warning=ExperimentalWarning', join(root, 'src/cli/main.ts'), ...words]
  const options = { env: { PATH: process.env.PATH, BACKSTAY_URL: app.url, BACKSTAY_API_KEY: key, ...env } }
  return promisify(execFile)(process.execPath, program, options).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      said: error.stdout + error.stderr,
    }),
  )
}

test('enrol, back up, list, drill and restore from a shell', async () => {
  const { id: organization_id } = await newOrganization(app, 'Shell')
  const operator = app.client((await newApiKey(app, { operator: true })).key)
  const [plan] = (await operator.get('/api/plans')).body.data
  await operator.post('/api/subscriptions', { organization_id, plan_id: plan.id, quantity: 1 })
  key = (await newApiKey(app, { organization_id, role: 'manager' })).key

  const enrolment = await backstay(['enrolment', 'create', '--organization', organization_id, '--name', 'shed'])
  expect(enrolment.code, enrolment.said).toBe(0)
  const token = /--token (\S+)/.exec(enrolment.said)?.[1] ?? ''
  const words = ['--server', app.url, '--token', token, '--state-dir', join(folder, 'agent')]
  agent = startAgent(words, { BACKSTAY_RESTIC: await testRestic() })
  await until(async () => (await backstay(['server', 'list'])).said.includes('shed'))

  const source = join(folder, 'data')
  await mkdir(source)
  await writeFile(join(source, 'note.txt'), 'of the shed')
  const manager = app.client(key)
  const [server] = (await manager.get('/api/servers')).body.data
  await manager.send('PUT', `/api/servers/${server.id}/protections/files`, { settings: { paths: [source] } })
  await manager.post(`/api/servers/${server.id}/toggle-backups`, { enable: true })
  const backup = await backstay(['backup', 'start', 'shed', '--wait'])
  expect(backup, backup.said).toMatchObject({ code: 0 })
  expect(backup.said).toContain('backup succeeded')

  const many = await backstay(['backup', 'start', '--query', 'shed', '--wait'])
  expect(many, many.said).toMatchObject({ code: 0 })
  expect(many.said).toContain('bulk succeeded')

  const list = await backstay(['recovery-point', 'list', 'shed'])
  const point = /rcp_\w+/.exec(list.said)?.[0] ?? ''
  const drill = await backstay(['drill', 'start', point, '--wait'])
  expect(drill.said).toContain('drill succeeded')
  const target = join(folder, 'back')
  const restore = await backstay(['restore', 'start', 'shed', '--point', point, '--path', target, '--wait'])
  expect(restore, restore.said).toMatchObject({ code: 0 })
  expect(await readFile(join(target, source, 'note.txt'), 'utf8')).toBe('of the shed')
}, 120_000)

test('what is wrong is said with what to do', async () => {
  const twofold = await backstay(['backup', 'start', 'shed', '--query', 'shed'])
  expect(twofold.said).toContain('It is not clear which servers are meant.')
  const unknown = await backstay(['backup', 'start', 'nowhere'])
  expect(unknown).toMatchObject({ code: 1 })
  expect(unknown.said).toContain('backstay server list')
  const noKey = await backstay(['server', 'list'], { BACKSTAY_API_KEY: '' })
  expect(noKey.said).toContain('API key')
  const away = await backstay(['server', 'list'], { BACKSTAY_URL: 'http://127.0.0.1:1' })
  expect(away.said).toContain('cannot be reached')
  for (const words of [
    ['drill', 'start'],
    ['restore', 'start', 'srv_x', '--in-place'],
  ])
    expect((await backstay(words)).said).toContain('No recovery point was named.')
  // What the API says of single fields is passed on.
  const odd = await backstay(['enrolment', 'create', '--organization', 'odd'])
  expect(odd.said).toContain('organization_id: ')
  expect(await backstay(['server', 'list', '--nonsense'])).toMatchObject({ code: 2 })
})
