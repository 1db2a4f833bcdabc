import { type Machine, Orders } from '../../src/agent-protocol/messages.ts'
import { createEnrolment } from '../../src/agents/create-enrolment.ts'
import { enrolAgent } from '../../src/agents/enrol-agent.ts'
import { sendCommand } from '../../src/agents/send-command.ts'
import type { Context } from '../../src/context.ts'
import { hourMs, isoPlusMs } from '../../src/lib/clock.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { version } from '../../src/version.ts'

/** What a machine in order tells of itself. */
export const aMachine = (over: Partial<Machine> = {}): Machine => ({
  machine_id: 'the-machine',
  hostname: 'one',
  os: 'Linux',
  arch: 'x64',
  agent_version: version,
  protocol_version: 1,
  restic_version: '0.18.0',
  hooks: [],
  allow_commands: false,
  trouble: null,
  ...over,
})

type Home = { ctx: Context; house_id: string }

export type EnrolledAgent = { agent_id: string; server_id: string; organization_id: string; bearer: string }

/** An agent with a server of its own. */
export const enrolled = async (
  { ctx, house_id }: Home,
  options: { organization_id?: string; machine?: Partial<Machine> } = {},
): Promise<EnrolledAgent> => {
  const organization_id = options.organization_id ?? house_id
  const { token } = await createEnrolment(ctx, { organization_id, allow_commands: false })
  const reply = await enrolAgent(ctx, { authorization: `Bearer ${token}`, machine: aMachine(options.machine) })
  const { agent_id, agent_secret, server_id } = reply
  return { agent_id, server_id, organization_id, bearer: `Bearer ${agent_id}.${agent_secret}` }
}

/** A repository that is ready for use, without anything in it. */
export const newRepository = async ({ ctx }: Home, server_id: string): Promise<string> => {
  const times = { created_at: ctx.clock.now(), updated_at: ctx.clock.now() }
  const location = ctx.ids.make('loc')
  await ctx.db
    .insertInto('storage_locations')
    .values({ id: location, name: location, kind: 'disk', settings: '{}', failure_domain: 'here', ...times })
    .execute()
  const id = ctx.ids.make('rep')
  await ctx.db
    .insertInto('repositories')
    .values({
      id,
      server_id,
      storage_location_id: location,
      sealed_password: ctx.secrets.seal('repository_password', id, 'of the repository'),
      initialized_at: ctx.clock.now(),
      ...times,
    })
    .execute()
  return id
}

/** Work for an agent, as a protection or a restore sends it. */
export const newCommand = async (
  home: Home,
  agent: EnrolledAgent,
  options: { kind?: 'backup' | 'restore'; repository_id?: string; orders?: Orders } = {},
): Promise<{ run_id: string; repository_id: string }> => {
  const { ctx } = home
  const { organization_id, server_id } = agent
  const kind = options.kind ?? 'backup'
  const repository_id = options.repository_id ?? (await newRepository(home, server_id))
  const run = await startRun(ctx, { kind, organization_id, server: { id: server_id, name: 'one' } })
  await sendCommand(ctx, {
    run_id: run.id,
    server: { id: server_id, organization_id },
    repository_id,
    orders: options.orders ?? ordersOf(kind),
    expires_at: isoPlusMs(ctx.clock.now(), hourMs),
  })
  return { run_id: run.id, repository_id }
}

const ordersOf = (kind: 'backup' | 'restore'): Orders =>
  Orders.parse(
    kind === 'backup'
      ? { kind, scope: { paths: ['/srv'] }, host: 'one', tags: [], sample_files: 0 }
      : { kind, snapshot: 'a'.repeat(64), include: [], target: '/tmp/x', overwrite: 'never', dry_run: false },
  )
