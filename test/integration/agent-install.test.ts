import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { protocolHeader, protocolVersion } from '../../src/agent-protocol/messages.ts'
import { pinnedVersion } from '../../src/restic/pinned.ts'
import { version } from '../../src/version.ts'
import { newApiKey, newOrganization, type TestApp } from '../helpers/app.ts'
import { resticProgram, startGatewayApp } from '../helpers/gateway.ts'
import type { HttpClient } from '../helpers/http-client.ts'
import { until } from '../helpers/until.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')

let folder: string
let app: TestApp
let manager: HttpClient
let organization_id: string
let program: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bs-install-'))
  program = join(folder, 'dist/backstay-agent.mjs')
  app = await startGatewayApp({ env: { BACKSTAY_AGENT_PROGRAM: program } })
  organization_id = (await newOrganization(app, 'Machines')).id
  manager = app.client((await newApiKey(app, { organization_id, role: 'manager' })).key)
})
afterAll(async () => {
  await app?.stop()
  await rm(folder, { recursive: true, force: true })
})

const newEnrolment = async () => (await manager.post('/api/enrolments', { organization_id })).body

test('where nobody built the agent, every answer says so and what to do', async () => {
  const { install_command, install_problem, command } = await newEnrolment()
  expect(install_command).toBeNull()
  expect(install_problem).toContain('npm run build:agent')
  expect(command).toMatch(/^backstay agent --server http/)
  for (const path of ['/agent/v1/program', '/agent/v1/install.sh']) {
    const answer = await manager.get(path)
    expect(answer.status).toBe(404)
    expect(answer.body.error).toMatchObject({ code: 'agent_program_missing' })
    expect(answer.body.error.message).toContain('npm run build:agent')
  }
})

test('one pasted command brings the agent to a machine that has no Node, no restic, and reaches nobody but the server', async () => {
  await run(process.execPath, [join(root, 'tools/build-agent.mjs'), join(folder, 'dist')])
  const given = await fetch(`${app.url}/agent/v1/program`)
  const bytes = Buffer.from(await given.arrayBuffer())
  expect(bytes.equals(await readFile(program))).toBe(true)
  expect(Object.fromEntries(given.headers)).toMatchObject({
    ...{ 'backstay-version': version, 'backstay-sha256': createHash('sha256').update(bytes).digest('hex') },
    ...{ 'content-length': String(bytes.length), 'x-content-type-options': 'nosniff' },
  })

  const { install_command } = await newEnrolment()
  expect(install_command).toMatch(/^curl -fsSL http:\/\/\S+\/agent\/v1\/install\.sh \| sh -s -- --token bse_\S+$/)
  // Only what the smallest system has, and curl.
  const bin = join(folder, 'bin')
  await mkdir(bin)
  for (const name of ['sh', 'curl', 'id', 'mkdir', 'uname', 'sha256sum', 'chmod', 'mv', 'rm']) {
    const { stdout } = await run('sh', ['-c', `command -v ${name}`])
    await symlink(stdout.trim(), join(bin, name))
  }
  const state = join(folder, 'state')
  const there = join(folder, 'there')
  const machine = spawn('sh', ['-c', `${install_command} --state-dir ${state}`], {
    env: {
      ...{ PATH: bin, HOME: folder, BACKSTAY_AGENT_FOLDER: there },
      // Nobody listens there: restic's release page is out of reach.
      ...{ NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: 'http://127.0.0.1:9' },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let said = ''
  for (const stream of [machine.stdout, machine.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  const ended = once(machine, 'close')
  try {
    await until(() => said.includes('Connected') || machine.exitCode !== null)
    expect(said).toContain('the one of the server is fetched')
    expect(said).toContain('Connected')
  } finally {
    // The pipe's shell and the agent are one group.
    if (machine.pid !== undefined && machine.exitCode === null) process.kill(-machine.pid, 'SIGKILL')
    await ended
  }
  expect((await readFile(join(there, 'backstay-agent.mjs'))).equals(bytes)).toBe(true)
  expect(said).toContain('Asking the server for the one it has')
  const restic = await readFile(join(state, 'restic', pinnedVersion, 'restic'))
  expect(restic.equals(await readFile(await resticProgram()))).toBe(true)
  const { body } = await manager.get('/api/agents')
  expect(body.data).toMatchObject([{ version, trouble: null }])
})

test('Node is for who holds a token that is still good', async () => {
  const { id, token } = await newEnrolment()
  const get = (word: string) =>
    fetch(`${app.url}/agent/v1/node/linux-x64`, { headers: { 'backstay-enrolment-token': word } })
  const good = await get(token)
  expect([200, 404]).toContain(good.status)
  await good.body?.cancel()
  expect((await manager.send('DELETE', `/api/enrolments/${id}`)).status).toBe(204)
  for (const word of [token, `bse_${'x'.repeat(43)}`, 'nonsense']) expect((await get(word)).status).toBe(401)
})

test('restic is for agents and who holds a token that is still good, and for the kind of machine that the server is', async () => {
  const { id, token } = await newEnrolment()
  const get = (bearer: string, platform = `${process.platform}-${process.arch}`) =>
    fetch(`${app.url}/agent/v1/restic/${platform}`, {
      headers: { authorization: `Bearer ${bearer}`, [protocolHeader]: String(protocolVersion) },
    })
  const good = await get(token)
  const bytes = Buffer.from(await good.arrayBuffer())
  expect(bytes.equals(await readFile(await resticProgram()))).toBe(true)
  expect(good.headers.get('backstay-sha256')).toBe(createHash('sha256').update(bytes).digest('hex'))

  const other = await get(token, 'plan9-mips')
  expect(other.status).toBe(404)
  expect(await other.json()).toMatchObject({
    error: {
      code: 'restic_not_held',
      message: expect.stringContaining(`${process.platform}-${process.arch} only, not for plan9-mips`),
    },
  })
  expect((await manager.send('DELETE', `/api/enrolments/${id}`)).status).toBe(204)
  for (const word of [token, `bse_${'x'.repeat(43)}`, 'nonsense', `agt_${'x'.repeat(26)}.${'y'.repeat(40)}`])
    expect((await get(word)).status).toBe(401)
})

test('a program that was changed, or is of another version, is not given out', async () => {
  const facts = program.replace('.mjs', '.json')
  const before = await readFile(facts, 'utf8')
  await writeFile(facts, before.replace(version, '0.0.1'))
  expect((await manager.get('/agent/v1/program')).body.error.message).toContain('of Backstay 0.0.1')
  await writeFile(facts, before)
  await appendFile(program, '\n')
  expect((await manager.get('/agent/v1/install.sh')).body.error.message).toContain('changed since it was built')
})
