import { afterAll, beforeAll, expect, test } from 'vitest'
import { protocolHeader, protocolVersion } from '../../src/agent-protocol/messages.ts'
import { createEnrolment } from '../../src/agents/create-enrolment.ts'
import { getHouseOrganization } from '../../src/organizations/get-house-organization.ts'
import { aMachine, enrolled, newCommand } from '../helpers/agents.ts'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { until } from '../helpers/until.ts'

let app: TestApp
let house_id: string
beforeAll(async () => {
  app = await startTestApp()
  house_id = (await getHouseOrganization(app.ctx)).id
})
afterAll(() => app?.stop())

const send = async (
  path: string,
  body: unknown,
  options: { bearer?: string; version?: string; signal?: AbortSignal } = {},
) => {
  const response = await fetch(`${app.url}/agent/v1${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [protocolHeader]: options.version ?? String(protocolVersion),
      ...(options.bearer === undefined ? {} : { authorization: options.bearer }),
    },
    body: JSON.stringify(body),
    ...(options.signal ? { signal: options.signal } : {}),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}
const pollBody = (over: object = {}) => ({
  machine: aMachine(),
  running: [],
  free: ['backup', 'restore'],
  wait: true,
  ...over,
})
const waitingPolls = async () => {
  const { rows } = await app.pool.query(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and state = 'active' and pid <> pg_backend_pid()",
  )
  return rows[0].n
}

test('who is too old hears so before anything else is looked at', async () => {
  const skew = (version: string) => send('/poll', { nothing: 'fits' }, { version })
  expect(await skew('999')).toMatchObject({ status: 426, body: { error: { code: 'upgrade_server' } } })
  for (const old of ['0', 'x', ''])
    expect(await skew(old)).toMatchObject({ status: 426, body: { error: { code: 'upgrade_agent' } } })
  expect(await skew('1')).toMatchObject({ status: 400 })
})

test('a key of the API is no agent, and an agent no caller of the API', async () => {
  const agent = await enrolled({ ctx: app.ctx, house_id })
  expect(await send('/poll', pollBody(), { bearer: 'Bearer bst_something-that-is-no-agent' })).toMatchObject({
    status: 401,
    body: { error: { code: 'agent_refused' } },
  })
  expect(await send('/poll', pollBody())).toMatchObject({ status: 401 })
  const answer = await fetch(`${app.url}/api/agents`, { headers: { authorization: agent.bearer } })
  expect(answer.status).toBe(401)
})

test('an agent of tomorrow may send more than we know', async () => {
  const { token } = await createEnrolment(app.ctx, { organization_id: house_id, allow_commands: false })
  const machine = { ...aMachine(), colour: 'green' }
  expect(await send('/enrol', { machine, mood: 'good' }, { bearer: `Bearer ${token}` })).toMatchObject({ status: 200 })
})

test('a poll waits without a connection to the database, and work wakes it', async () => {
  const agent = await enrolled({ ctx: app.ctx, house_id })
  const poll = send('/poll', pollBody(), { bearer: agent.bearer })
  await until(async () => (await seen(agent.agent_id)) !== null)
  await until(async () => (await waitingPolls()) === 0)
  const { run_id } = await newCommand({ ctx: app.ctx, house_id }, agent)
  expect((await poll).body).toMatchObject({ commands: [{ run_id }], stop: [], paused: false, update: null })
})

test('what comes while its agent hangs up is given to it with one of the next polls', async () => {
  const agent = await enrolled({ ctx: app.ctx, house_id })
  const hangUp = new AbortController()
  const poll = send('/poll', pollBody(), { bearer: agent.bearer, signal: hangUp.signal }).catch(() => null)
  await until(async () => (await seen(agent.agent_id)) !== null)
  hangUp.abort()
  await poll
  // The server may not have heard yet, and give it to the poll nobody listens to: the next poll then takes it back.
  const { run_id } = await newCommand({ ctx: app.ctx, house_id }, agent)
  await until(async () => {
    const { body } = await send('/poll', pollBody({ wait: false }), { bearer: agent.bearer })
    return body.commands[0]?.run_id === run_id
  })
})

test('a finish may be long', async () => {
  const agent = await enrolled({ ctx: app.ctx, house_id })
  const { run_id } = await newCommand({ ctx: app.ctx, house_id }, agent)
  await send('/poll', pollBody(), { bearer: agent.bearer })
  const skipped = Array.from({ length: 1_000 }, (_, at) => ({
    path: `/srv/${'deep/'.repeat(200)}${at}`,
    reason: 'permission denied',
  }))
  const finish = {
    attempt: 1,
    outcome: 'warning',
    error: null,
    snapshots: [],
    skipped,
    skipped_count: 5_000,
    sample: [],
    restored: null,
    log: [],
    seconds: 1,
  }
  expect(await send(`/runs/${run_id}/finish`, finish, { bearer: agent.bearer })).toMatchObject({ status: 204 })
  expect(await send(`/runs/${run_id}/finish`, finish, { bearer: agent.bearer })).toMatchObject({ status: 204 })
  expect(await send(`/runs/${run_id}/finish`, { ...finish, attempt: 2 }, { bearer: agent.bearer })).toMatchObject({
    status: 409,
    body: { error: { code: 'not_yours' } },
  })
  expect(
    await send(`/runs/${run_id}/report`, { attempt: 1, seq: 1, progress: null, log: [] }, { bearer: agent.bearer }),
  ).toMatchObject({ status: 200, body: { stop: true } })
})

test('a server that stops does not wait for those who poll', async () => {
  const other = await startTestApp()
  const house = await getHouseOrganization(other.ctx)
  const agent = await enrolled({ ctx: other.ctx, house_id: house.id })
  const answer = fetch(`${other.url}/agent/v1/poll`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [protocolHeader]: '1', authorization: agent.bearer },
    body: JSON.stringify(pollBody()),
  })
  await until(
    async () =>
      (await other.ctx.db.selectFrom('agents').select('confirmed_at').executeTakeFirst())?.confirmed_at !== null,
  )
  await other.stop()
  expect((await answer).status).toBe(200)
})

const seen = async (agent_id: string) =>
  (await app.ctx.db.selectFrom('agents').select('confirmed_at').where('id', '=', agent_id).executeTakeFirst())
    ?.confirmed_at ?? null
