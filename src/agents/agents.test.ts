import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aMachine, enrolled, newCommand } from '../../test/helpers/agents.ts'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { newProviderAccount, newServer } from '../../test/helpers/servers.ts'
import { leaseSeconds, type Machine, type Report } from '../agent-protocol/messages.ts'
import { systemCaller } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { cancelRun } from '../runs/cancel-run.ts'
import { getRun } from '../runs/get-run.ts'
import { watchAgentLeaseTask } from '../tasks.ts'
import { agentOf } from './agent-of.ts'
import { answerPoll } from './answer-poll.ts'
import { authenticateAgent } from './authenticate-agent.ts'
import { createEnrolment } from './create-enrolment.ts'
import { enrolAgent } from './enrol-agent.ts'
import { expireCommands } from './expire-commands.ts'
import { finishCommand } from './finish-command.ts'
import { listAgents } from './list-agents.ts'
import { pauseAgent } from './pause-agent.ts'
import { readCommand } from './read-command.ts'
import { recordReport } from './record-report.ts'
import { resumeAgent } from './resume-agent.ts'
import { revokeAgent } from './revoke-agent.ts'
import { revokeEnrolment } from './revoke-enrolment.ts'
import { watchAgentLease } from './watch-agent-lease.ts'

let t: TestContext
beforeEach(async () => {
  t = await createTestContext()
})
afterEach(() => t.end())

/** Hangs up at once: the poll answers what there is and does not wait. */
const impatient = {
  room: { enter: () => ({ knocked: async () => false, leave: () => undefined }), close: () => undefined },
  gone: new AbortController().signal,
}
const poll = (
  bearer: string,
  options: { machine?: Machine; running?: { run_id: string; attempt: number }[]; free?: ('backup' | 'restore')[] } = {},
) =>
  answerPoll(
    t.ctx,
    {
      authorization: bearer,
      machine: options.machine ?? aMachine(),
      running: options.running ?? [],
      free: options.free ?? ['backup', 'restore'],
      wait: true,
    },
    impatient,
  )
const token = async (input: Partial<Parameters<typeof createEnrolment>[1]> = {}) =>
  (
    await createEnrolment(t.ctx, {
      ...(input.server_id === undefined ? { organization_id: t.house_id } : {}),
      allow_commands: false,
      ...input,
    })
  ).token
const enrol = (token: string, machine = aMachine()) => enrolAgent(t.ctx, { authorization: `Bearer ${token}`, machine })
const report = (over: Partial<Report> = {}): Report => ({ attempt: 1, seq: 1, progress: null, log: [], ...over })

describe('enrolment', () => {
  test('a machine becomes a server, once; the secret is what it is known by afterwards', async () => {
    const made = await createEnrolment(t.ctx, {
      organization_id: t.house_id,
      server_name: 'Files',
      allow_commands: true,
    })
    expect(made.command).toBe(`backstay agent --server http://127.0.0.1:8484 --token ${made.token} --allow-commands`)
    const reply = await enrol(made.token)
    expect(reply).toMatchObject({ server_name: 'Files', note: null })
    const row = await authenticateAgent(t.ctx, { authorization: `Bearer ${reply.agent_id}.${reply.agent_secret}` })
    expect(row).toMatchObject({ id: reply.agent_id, server_id: reply.server_id, organization_id: t.house_id })
    for (const authorization of [undefined, `Bearer ${reply.agent_id}.${'x'.repeat(43)}`, `Bearer ${made.token}`])
      await expect(authenticateAgent(t.ctx, { authorization })).rejects.toMatchObject({ code: 'agent_refused' })
  })

  test('of two machines at once one gets it, and the other hears why not', async () => {
    const one = await token()
    const both = await Promise.allSettled([
      enrol(one),
      enrol(one, aMachine({ machine_id: 'another-machine', hostname: 'two' })),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((result) => result.status === 'rejected')?.reason).toMatchObject({ code: 'token_refused' })
  })

  test('the same machine may ask again while it has not used its secret, and then no more', async () => {
    const one = await token()
    const first = await enrol(one)
    const second = await enrol(one)
    expect(second).toMatchObject({ agent_id: first.agent_id, server_id: first.server_id })
    await expect(poll(`Bearer ${first.agent_id}.${first.agent_secret}`)).rejects.toMatchObject({
      code: 'agent_refused',
    })
    await poll(`Bearer ${second.agent_id}.${second.agent_secret}`)
    await expect(enrol(one)).rejects.toMatchObject({ code: 'token_refused' })
  })

  test('asking again later, or after it was revoked, is refused', async () => {
    const one = await token()
    await enrol(one)
    t.clock.advanceMs(11 * 60_000)
    await expect(enrol(one)).rejects.toMatchObject({ code: 'token_refused' })
    const old = await token()
    t.clock.advanceMs(86_400_000)
    await expect(enrol(old)).rejects.toMatchObject({
      code: 'token_refused',
      message: expect.stringContaining('expired'),
    })
    const { id, token: gone } = await createEnrolment(t.ctx, { organization_id: t.house_id, allow_commands: false })
    await revokeEnrolment(t.ctx, { enrolment_id: id })
    await expect(enrol(gone)).rejects.toMatchObject({
      code: 'token_refused',
      message: expect.stringContaining('revoked'),
    })
  })

  test('a new enrolment of a server replaces its agent; the server stays', async () => {
    const first = await enrolled(t)
    const second = await enrol(await token({ server_id: first.server_id }), aMachine({ machine_id: 'reinstalled' }))
    expect(second.server_id).toBe(first.server_id)
    await expect(poll(first.bearer)).rejects.toMatchObject({
      code: 'agent_refused',
      message: expect.stringContaining('replaced'),
    })
    expect(await agentOf(t.ctx, first)).toMatchObject({ id: second.agent_id })
    const { data } = await listAgents(t.ctx, { server_id: first.server_id, revoked: true, limit: 10 })
    expect(data.map(({ id, replaced_by }) => ({ id, replaced_by }))).toEqual([
      { id: second.agent_id, replaced_by: null },
      { id: first.agent_id, replaced_by: second.agent_id },
    ])
  })

  test('a token for a server that was given to another organization since is refused', async () => {
    const server_id = await newServer(t.ctx, {
      organization_id: t.house_id,
      provider_account_id: await newProviderAccount(t.ctx),
    })
    const one = await token({ server_id })
    const { id } = await t.ctx.db
      .insertInto('organizations')
      .values({
        id: t.ctx.ids.make('org'),
        name: 'Other',
        house: false,
        created_at: t.clock.now(),
        updated_at: t.clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await t.ctx.db.updateTable('servers').set({ organization_id: id }).where('id', '=', server_id).execute()
    await expect(enrol(one)).rejects.toMatchObject({ code: 'token_refused' })
  })

  test('a second server on the same machine is told of', async () => {
    await enrolled(t)
    expect((await enrol(await token())).note).toContain('has an agent on this machine')
  })
})

test('a copied identity is refused, and the original goes on', async () => {
  const agent = await enrolled(t)
  await poll(agent.bearer)
  await expect(poll(agent.bearer, { machine: aMachine({ machine_id: 'a-clone-of-it' }) })).rejects.toMatchObject({
    code: 'agent_copied',
  })
  await expect(poll(agent.bearer)).resolves.toMatchObject({ commands: [] })
})

describe('work', () => {
  test('is taken once, with a way into the repository, a lease and a run that begins', async () => {
    const agent = await enrolled(t)
    const { run_id, repository_id } = await newCommand(t, agent)
    const { commands } = await poll(agent.bearer)
    expect(commands).toMatchObject([
      {
        run_id,
        attempt: 1,
        orders: { kind: 'backup' },
        repository: { path: `/repo/${repository_id}/`, repository_password: 'of the repository' },
      },
    ])
    expect(await getRun(t.ctx, { run_id })).toMatchObject({ state: 'running' })
    expect(t.queue).toContainEqual({
      task: watchAgentLeaseTask.name,
      input: { run_id, attempt: 1 },
      start_after: isoPlusMs(t.clock.now(), leaseSeconds * 1_000),
    })
    expect((await poll(agent.bearer, { running: [{ run_id, attempt: 1 }] })).commands).toEqual([])
  })

  test('is not taken by a paused agent, one in trouble, one without room, or before the repository is made', async () => {
    const agent = await enrolled(t)
    const { repository_id, run_id } = await newCommand(t, agent)
    const nothing = { commands: [] }
    await pauseAgent(t.ctx, agent)
    expect(await poll(agent.bearer)).toMatchObject({ ...nothing, paused: true })
    await resumeAgent(t.ctx, agent)
    const trouble = { code: 'no_restic', message: 'There is none.' }
    expect(await poll(agent.bearer, { machine: aMachine({ trouble }) })).toMatchObject(nothing)
    expect(await agentOf(t.ctx, agent)).toMatchObject({ trouble, connected: true })
    expect(await poll(agent.bearer, { free: ['restore'] })).toMatchObject(nothing)
    await t.ctx.db.updateTable('repositories').set({ initialized_at: null }).where('id', '=', repository_id).execute()
    expect(await poll(agent.bearer)).toMatchObject(nothing)
    await t.ctx.db
      .updateTable('repositories')
      .set({ initialized_at: t.clock.now(), maintenance_until: isoPlusMs(t.clock.now(), 1_000) })
      .execute()
    expect(await poll(agent.bearer)).toMatchObject(nothing)
    t.clock.advanceMs(1_001)
    expect((await poll(agent.bearer)).commands).toMatchObject([{ run_id }])
  })

  test('restores come beside backups, and do not wait for maintenance', async () => {
    const agent = await enrolled(t)
    const backup = await newCommand(t, agent)
    const restore = await newCommand(t, agent, { kind: 'restore', repository_id: backup.repository_id })
    const { commands } = await poll(agent.bearer)
    expect(commands.map(({ run_id }) => run_id)).toEqual([restore.run_id, backup.run_id])
  })

  test('that was cancelled while it waited is given to nobody', async () => {
    const agent = await enrolled(t)
    const { run_id } = await newCommand(t, agent)
    await cancelRun(t.ctx, { run_id })
    expect((await poll(agent.bearer)).commands).toEqual([])
    expect(await readCommand(t.ctx, { run_id })).toMatchObject({ state: 'ended' })
  })

  test('that nobody takes expires, and its run says what to do', async () => {
    const agent = await enrolled(t)
    const { run_id } = await newCommand(t, agent)
    await expireCommands(t.ctx)
    expect(await getRun(t.ctx, { run_id })).toMatchObject({ state: 'queued' })
    t.clock.advanceMs(3_600_000)
    await expireCommands(t.ctx)
    expect(await getRun(t.ctx, { run_id })).toMatchObject({
      state: 'finished',
      outcome: 'expired',
      error: { code: 'agent_away' },
    })
    expect((await poll(agent.bearer)).commands).toEqual([])
  })
})

describe('reports', () => {
  test('renew the lease, show progress, and add nothing when they are repeated', async () => {
    const { agent, run_id } = await working(t)
    t.clock.advanceMs(50_000)
    const progress = {
      phase: 'working',
      percent: 25,
      bytes_done: 1,
      bytes_total: 4,
      files_done: 1,
      files_total: null,
      bytes_per_second: 1,
      seconds_left: 3,
      current_file: '/srv/a',
    } as const
    const once = report({ progress, log: [{ level: 'info', message: 'A line.' }] })
    const from = { agent_id: agent.agent_id, run_id }
    for (let repeat = 0; repeat < 2; repeat++)
      expect(await recordReport(t.ctx, { ...once, ...from })).toEqual({ stop: false })
    const run = await getRun(t.ctx, { run_id })
    expect(run.progress).toEqual({
      kind: 'estimate',
      percent: 25,
      note: 'Copying',
      bytes_done: 1,
      bytes_total: 4,
      files_done: 1,
      bytes_per_second: 1,
      seconds_left: 3,
      current_file: '/srv/a',
    })
    const lines = await t.ctx.db.selectFrom('run_log').select('message').where('message', '=', 'A line.').execute()
    expect(lines).toHaveLength(1)
    t.clock.advanceMs(50_000)
    await watchAgentLease(t.ctx, { run_id, attempt: 1 })
    expect(await getRun(t.ctx, { run_id })).toMatchObject({ state: 'running' })
  })

  test('hear of a cancel, and the end is cancelled', async () => {
    const { agent, run_id } = await working(t)
    await cancelRun(t.ctx, { run_id })
    expect(await recordReport(t.ctx, { ...report(), agent_id: agent.agent_id, run_id })).toEqual({ stop: true })
    expect((await poll(agent.bearer, { running: [{ run_id, attempt: 1 }] })).stop).toEqual([run_id])
  })

  test('of another agent, or of an attempt before, are told to stop', async () => {
    const { run_id, agent } = await working(t)
    expect(await recordReport(t.ctx, { ...report(), agent_id: t.ctx.ids.make('agt'), run_id })).toEqual({ stop: true })
    expect(await recordReport(t.ctx, { ...report({ attempt: 0 }), agent_id: agent.agent_id, run_id })).toEqual({
      stop: true,
    })
  })

  test('are told to stop when the repository was closed to them, and the run waits for another try', async () => {
    const { run_id, agent } = await working(t)
    await t.ctx.db.updateTable('gateway_credentials').set({ revoked_at: t.clock.now() }).execute()
    expect(await recordReport(t.ctx, { ...report(), agent_id: agent.agent_id, run_id })).toEqual({ stop: true })
    expect(await getRun(t.ctx, { run_id })).toMatchObject({ state: 'queued' })
  })
})

describe('the end', () => {
  test('is kept once, for the task that works it into the records', async () => {
    const { agent, run_id } = await working(t)
    const from = { agent_id: agent.agent_id, run_id }
    await finishCommand(t.ctx, { ...finish(), ...from })
    await finishCommand(t.ctx, { ...finish({ outcome: 'failed' }), ...from })
    expect(await readCommand(t.ctx, { run_id })).toMatchObject({ state: 'ended', result: { outcome: 'succeeded' } })
    expect(t.queue.filter(({ task }) => task === 'protections.backup-ended')).toEqual([
      { task: 'protections.backup-ended', input: { run_id }, start_after: null },
    ])
    const credentials = await t.ctx.db.selectFrom('gateway_credentials').select('revoked_at').execute()
    expect(credentials.map(({ revoked_at }) => revoked_at)).toEqual([t.clock.now()])
  })

  test('of an attempt that was given up is refused', async () => {
    const { agent, run_id } = await working(t)
    await expect(
      finishCommand(t.ctx, { ...finish({ attempt: 2 }), agent_id: agent.agent_id, run_id }),
    ).rejects.toMatchObject({ code: 'not_yours' })
    await lose(run_id, 1)
    await expect(finishCommand(t.ctx, { ...finish(), agent_id: agent.agent_id, run_id })).rejects.toMatchObject({
      code: 'not_yours',
    })
  })
})

describe('a lost agent', () => {
  test('is tried once more, then the run has failed and says what to do', async () => {
    const { agent, run_id } = await working(t)
    await lose(run_id, 1)
    expect(await getRun(t.ctx, { run_id })).toMatchObject({ state: 'queued', outcome: null })
    const { commands } = await poll(agent.bearer)
    expect(commands).toMatchObject([{ run_id, attempt: 2 }])
    await watchAgentLease(t.ctx, { run_id, attempt: 1 })
    expect(await getRun(t.ctx, { run_id })).toMatchObject({ state: 'running' })
    await lose(run_id, 2)
    expect(await getRun(t.ctx, { run_id })).toMatchObject({ outcome: 'failed', error: { code: 'agent_lost' } })
    const alive = await t.ctx.db.selectFrom('gateway_credentials').selectAll().where('revoked_at', 'is', null).execute()
    expect(alive).toEqual([])
  })

  test('that comes back knowing nothing of its run is given it anew at once', async () => {
    const { agent, run_id } = await working(t)
    expect((await poll(agent.bearer)).commands).toMatchObject([{ run_id, attempt: 2 }])
  })

  test('whose run was to be cancelled anyway: it is', async () => {
    const { run_id } = await working(t)
    await cancelRun(t.ctx, { run_id })
    await lose(run_id, 1)
    expect(await getRun(t.ctx, { run_id })).toMatchObject({ outcome: 'cancelled' })
  })

  test('that was revoked loses its work at once', async () => {
    const { agent, run_id } = await working(t)
    await revokeAgent(t.ctx, agent)
    expect(t.queue.at(-1)).toEqual({ task: watchAgentLeaseTask.name, input: { run_id, attempt: 1 }, start_after: null })
    await watchAgentLease(t.ctx, { run_id, attempt: 1 })
    expect(await getRun(t.ctx, { run_id })).toMatchObject({ state: 'queued' })
    await expect(poll(agent.bearer)).rejects.toMatchObject({
      code: 'agent_refused',
      message: expect.stringContaining('revoked'),
    })
  })
})

const lose = async (run_id: string, attempt: number) => {
  t.clock.advanceMs(leaseSeconds * 1_000)
  await watchAgentLease({ ...t.ctx, caller: systemCaller }, { run_id, attempt })
}

const working = async (t: TestContext) => {
  const agent = await enrolled(t)
  const command = await newCommand(t, agent)
  await poll(agent.bearer)
  return { agent, ...command }
}

const finish = (over: { outcome?: 'failed'; attempt?: number } = {}) => ({
  attempt: 1,
  outcome: 'succeeded' as const,
  error: null,
  snapshots: [],
  skipped: [],
  skipped_count: 0,
  sample: [],
  restored: null,
  log: [],
  seconds: 1,
  ...over,
})
