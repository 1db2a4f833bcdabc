import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Command } from '../../src/agent-protocol/messages.ts'
import { agentOf } from '../../src/agents/agent-of.ts'
import { finishCommand } from '../../src/agents/finish-command.ts'
import { findAgent } from '../../src/agents/queries.ts'
import { takeCommands } from '../../src/agents/take-commands.ts'
import { watchAgentLease } from '../../src/agents/watch-agent-lease.ts'
import type { Context } from '../../src/context.ts'
import { dayMs, isoPlusMs } from '../../src/lib/clock.ts'
import { applyRetention } from '../../src/maintenance/apply-retention.ts'
import { underMaintenance } from '../../src/maintenance/under-maintenance.ts'
import { listOperatorTasks } from '../../src/operator-tasks/list-operator-tasks.ts'
import { getHouseOrganization } from '../../src/organizations/get-house-organization.ts'
import { backupEnded } from '../../src/protections/backup-ended.ts'
import { backupLost } from '../../src/protections/backup-lost.ts'
import { recordRecoveryPoint } from '../../src/recovery-points/record-recovery-point.ts'
import { issueCredential } from '../../src/repositories/issue-credential.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { movableClock } from '../helpers/agent-world.ts'
import { type EnrolledAgent, enrolled, newCommand, newRepository } from '../helpers/agents.ts'
import type { TestApp } from '../helpers/app.ts'
import { howOften, sayHit } from '../helpers/fault-counts.ts'
import { newFileProtection } from '../helpers/file-servers.ts'
import { startGatewayApp, type Visitor, visitorWith } from '../helpers/gateway.ts'

// What somebody can do who has taken a machine over, with the agent's way into its repository.

const flood = howOften(1_000, 400)
const clock = movableClock()
let app: TestApp
let ctx: Context
let house_id: string
beforeAll(async () => {
  app = await startGatewayApp({ clock })
  ctx = app.ctx
  house_id = (await getHouseOrganization(ctx)).id
})
afterAll(() => app?.stop())

type Machine = EnrolledAgent & { repository_id: string; protection_id: string; genuine: string[] }

/** With as many good backups as its retention keeps, and two more. */
const newMachine = async (name: string): Promise<Machine> => {
  const home = { ctx, house_id }
  const agent = await enrolled(home, { machine: { machine_id: name } })
  const repository_id = await newRepository(home, agent.server_id)
  const protection_id = await newFileProtection(ctx, agent.server_id, { retention: JSON.stringify({ daily: 3 }) })
  const { access, credential_id } = await issueCredential(ctx, {
    repository_id,
    run_id: 'run_of_before',
    rights: 'backup',
    ttl_seconds: 60,
  })
  const visitor = visitorWith(app.url, credential_id, access)
  const genuine: string[] = []
  for (let age = 5; age > 0; age -= 1) {
    const { name: ref } = await visitor.put('snapshots', randomBytes(300))
    genuine.push(ref)
    await recordRecoveryPoint(ctx, {
      ...{ server_id: agent.server_id, protection_id, repository_id, method: 'files', ref },
      ...{ run_id: `run_${ref}`, taken_at: isoPlusMs(clock.now(), -age * dayMs), outcome: 'succeeded' },
    })
  }
  return { ...agent, repository_id, protection_id, genuine }
}

/** The agent takes a backup; what it got is what was stolen. */
const takeBackup = async (machine: Machine): Promise<{ command: Command; thief: Visitor; run_id: string }> => {
  const { run_id } = await newCommand({ ctx, house_id }, machine, { repository_id: machine.repository_id })
  return takeAgain(machine, run_id)
}
const takeAgain = async (machine: Machine, run_id: string) => {
  const agent = await findAgent(ctx.db, 'all', machine.agent_id)
  if (agent === undefined) throw new Error('The agent is gone.')
  const [command] = await takeCommands(ctx, { agent, kinds: ['backup'] })
  if (command === undefined) throw new Error('There was no command to take.')
  return { command, run_id, thief: visitorWith(app.url, 'stolen', command.repository) }
}

const forge = async (thief: Visitor, count: number): Promise<void> => {
  for (let done = 0; done < count; done += 20)
    for (const { status } of await Promise.all(
      Array.from({ length: 20 }, () => thief.put('snapshots', randomBytes(300))),
    ))
      expect(status).toBe(200)
}

/** Nothing genuine went, retention is held, and an operator is told. */
const expectHeld = async (machine: Machine, forged: number): Promise<void> => {
  await applyRetention(ctx, machine)
  const points = await ctx.db
    .selectFrom('recovery_points')
    .select(['ref', 'run_id', 'state'])
    .where('server_id', '=', machine.server_id)
    .execute()
  expect(points.filter(({ state }) => state !== 'available')).toEqual([])
  expect(points.filter(({ run_id }) => run_id === null)).toHaveLength(forged)
  const refs = new Set(points.map(({ ref }) => ref))
  for (const ref of machine.genuine) expect(refs.has(ref)).toBe(true)
  const { retention_held } = await ctx.db
    .selectFrom('protections')
    .select('retention_held')
    .where('id', '=', machine.protection_id)
    .executeTakeFirstOrThrow()
  expect(retention_held).toMatchObject({ code: 'unsolicited_recovery_points' })
  const { data } = await listOperatorTasks(ctx, { status: 'open', limit: 100 })
  expect(data.filter((task) => task.server_id === machine.server_id)).toMatchObject([
    { kind: 'unsolicited_recovery_points' },
  ])
}

const finishOf = (command: Command, snapshot: string) => ({
  ...{
    attempt: command.attempt,
    outcome: 'succeeded' as const,
    error: null,
    skipped: [],
    skipped_count: 0,
    sample: [],
  },
  ...{ restored: null, log: [], seconds: 1 },
  snapshots: [
    { snapshot, source: 'files', paths: ['/srv'], files: 10, bytes: 1_000, added_bytes: 1, discard: false }, // as restic tells
  ].map((made) => ({ ...made, files_new: 0, files_changed: 0 })),
})

test('a flood of forged snapshots beside a backup that is reported: nothing genuine goes', async () => {
  const machine = await newMachine('flooded')
  const { command, thief, run_id } = await takeBackup(machine)
  await forge(thief, flood)
  const real = await thief.put('snapshots', randomBytes(300))
  await finishCommand(ctx, { ...finishOf(command, real.name), agent_id: machine.agent_id, run_id })
  await backupEnded(ctx, { run_id })
  await expectHeld(machine, flood)
  // Its time is over with its run.
  expect((await thief.put('snapshots', randomBytes(300))).status).toBe(401)
  sayHit(`attacks: ${flood} forged snapshots beside a report, none displaced a genuine one`)
})

test('a flood under a run that is never reported: it is recorded, and somebody is told', async () => {
  const machine = await newMachine('silent')
  const first = await takeBackup(machine)
  await forge(first.thief, flood / 2)
  clock.advanceMs(200_000)
  await watchAgentLease(ctx, { run_id: first.run_id, attempt: 1 })
  expect((await first.thief.put('snapshots', randomBytes(300))).status).toBe(401)
  const second = await takeAgain(machine, first.run_id)
  await forge(second.thief, flood / 2)
  clock.advanceMs(200_000)
  await watchAgentLease(ctx, { run_id: first.run_id, attempt: 2 })
  expect(await getRun(ctx, first)).toMatchObject({ outcome: 'failed', error: { code: 'agent_lost' } })
  const { rows: queued } = await ctx.db
    .selectNoFrom((eb) => eb.lit(1).as('one'))
    .execute()
    .then(async () => app.pool.query(`select data from pgboss.job where name = 'protections.backup-lost'`))
  expect(queued).toEqual([{ data: { run_id: first.run_id } }])
  await backupLost(ctx, first)
  await backupLost(ctx, first)
  await expectHeld(machine, flood)
  sayHit(`attacks: ${flood} forged snapshots under a run that nobody reported, all recorded and told of`)
})

test('locks of a prune stay, and nothing is written while it works, whatever the credential says', async () => {
  const machine = await newMachine('unlocker')
  const { thief } = await takeBackup(machine)
  const own = await thief.put('locks', randomBytes(100))
  clock.advanceMs(200_000)
  const { organization_id, repository_id } = machine
  const { id: run_id } = await startRun(ctx, { kind: 'check', organization_id })
  const end = await underMaintenance(ctx, { repository_id, run_id, signal: undefined }, async (access) => {
    const pruning = visitorWith(app.url, 'prune', access)
    const lock = await pruning.put('locks', randomBytes(100))
    expect(lock.status).toBe(200)
    const tries = [
      await thief.send('DELETE', `locks/${lock.name}`),
      await thief.send('DELETE', `locks/${own.name}`),
      await thief.send('POST', `data/${'a'.repeat(64)}`, randomBytes(10)),
    ]
    // A credential of this very moment gets no further.
    await expect(
      issueCredential(ctx, { repository_id, run_id: 'run_other', rights: 'backup', ttl_seconds: 60 }),
    ).rejects.toMatchObject({ code: 'repository_in_maintenance' })
    const listed = await pruning.names('locks')
    expect(listed).toEqual([lock.name])
    return tries.map(({ status }) => status)
  })
  expect(end).toMatchObject({ ended: 'done', value: [401, 401, 401] })
})

test('the way into one repository opens no other, and no path leads out of it', async () => {
  const [one, other] = [await newMachine('one'), await newMachine('other')]
  const { command, thief } = await takeBackup(one)
  const headers = {
    authorization: `Basic ${Buffer.from(`${command.repository.username}:${command.repository.password}`).toString('base64')}`,
  }
  const secret = other.genuine[0] ?? ''
  const paths = [
    `/repo/${other.repository_id}/snapshots/${secret}`,
    `/repo/${other.repository_id}/snapshots/`,
    `/repo/${one.repository_id}/../${other.repository_id}/snapshots/${secret}`,
    `/repo/${one.repository_id}/snapshots/..%2f..%2f${other.repository_id}%2fsnapshots%2f${secret}`,
    `/repo/${one.repository_id}/snapshots/${'../'.repeat(6)}etc/passwd`,
    `/repo/${one.repository_id}%00/snapshots/${secret}`,
    `/repo/${one.repository_id}//snapshots/${secret}`,
  ]
  for (const path of paths) {
    const { status } = await fetch(`${app.url}${path}`, { headers })
    expect([400, 401, 403, 404], path).toContain(status)
  }
  // Nor may it take away what is in its own.
  for (const type of ['snapshots', 'data', 'index', 'keys'])
    expect((await thief.send('DELETE', `${type}/${one.genuine[0]}`)).status).toBe(403)
  expect(await agentOf(ctx, one)).toMatchObject({ trouble: null })
})
