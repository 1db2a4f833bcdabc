import type { EnrolReply, Machine } from '../agent-protocol/messages.ts'
import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { minuteMs } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { hashToken } from '../lib/secrets.ts'
import { enrolMachine } from '../servers/enrol-machine.ts'
import { loadServer } from '../servers/load-server.ts'
import { agentEnrolledTask } from '../tasks.ts'
import { asAgent } from './as-agent.ts'
import { endAgent } from './end-agent.ts'
import { factsOfMachine } from './facts-of-machine.ts'
import {
  type EnrolmentRow,
  findAgentOfServer,
  findNeighbour,
  insertAgent,
  lockAgent,
  lockEnrolmentByToken,
  updateAgent,
  updateEnrolment,
} from './queries.ts'

const repeatMs = 10 * minuteMs

/**
 * Gives the machine that holds a token an identity, and a server where there is none yet. Of two machines the first gets it. The
 * same machine may ask again for some minutes while it has not used its secret: then the reply was lost on the way.
 */
export const enrolAgent = (
  before: Context,
  input: { authorization?: string | undefined; machine: Machine },
): Promise<EnrolReply> =>
  inTransaction(asAgent(before, input.machine.hostname), async (ctx) => {
    const [, token] = /^Bearer (bse_[\w-]{20,100})$/i.exec(input.authorization ?? '') ?? []
    const enrolment = token === undefined ? undefined : await lockEnrolmentByToken(ctx.db, hashToken(token))
    if (enrolment === undefined) throw new AppError('token_refused')
    if (enrolment.used_at !== null) return enrolAgain(ctx, enrolment, input.machine)
    requireUsable(ctx, enrolment)
    const server = await serverFor(ctx, enrolment, input.machine)
    const agent_id = ctx.ids.make('agt')
    const agent_secret = ctx.ids.secret()
    const now = ctx.clock.now()
    const old = await findAgentOfServer(ctx.db, server.id)
    if (old !== undefined) await endAgent(ctx, { agent_id: old.id, replaced_by: agent_id })
    await insertAgent(ctx.db, {
      id: agent_id,
      server_id: server.id,
      secret_hash: hashToken(agent_secret),
      ...factsOfMachine(input.machine),
      last_seen_at: now,
      created_at: now,
      updated_at: now,
    })
    await updateEnrolment(ctx.db, enrolment.id, { used_at: now, agent_id })
    await recordChange(ctx, {
      action: 'agent.enrolled',
      organization_id: enrolment.organization_id,
      target: { id: agent_id, name: server.name },
      before: old === undefined ? null : { agent_id: old.id, hostname: old.hostname },
      after: { server_id: server.id, hostname: input.machine.hostname, enrolment_id: enrolment.id },
    })
    await ctx.jobs.enqueue(ctx.db, agentEnrolledTask, { server_id: server.id })
    const note = await noteFor(ctx, enrolment.organization_id, { ...input.machine, server_id: server.id })
    return { agent_id, agent_secret, server_id: server.id, server_name: server.name, note }
  })

/** The reply with the first secret was lost; that secret is worthless from now on. */
const enrolAgain = async (ctx: Context, enrolment: EnrolmentRow, machine: Machine): Promise<EnrolReply> => {
  const agent = enrolment.agent_id === null ? undefined : await lockAgent(ctx.db, 'all', enrolment.agent_id)
  const isLate = ctx.clock.nowMs() - Date.parse(enrolment.used_at ?? '') > repeatMs
  if (
    agent === undefined ||
    agent.revoked_at !== null ||
    agent.machine_id !== machine.machine_id ||
    isLate ||
    agent.confirmed_at !== null
  )
    throw new AppError('token_refused', {
      message:
        'This enrolment token was used already, and each is for one machine. Make a new one under Agents and run the command it shows.',
    })
  const agent_secret = ctx.ids.secret()
  const now = ctx.clock.now()
  await updateAgent(ctx.db, agent.id, {
    ...factsOfMachine(machine),
    secret_hash: hashToken(agent_secret),
    last_seen_at: now,
    updated_at: now,
  })
  const { server_id, server_name } = agent
  return { agent_id: agent.id, agent_secret, server_id, server_name, note: null }
}

const requireUsable = (ctx: Context, enrolment: EnrolmentRow): void => {
  if (enrolment.revoked_at !== null)
    throw new AppError('token_refused', {
      message: 'This enrolment token was revoked. Make a new one under Agents and run the command it shows.',
    })
  if (enrolment.expires_at <= ctx.clock.now())
    throw new AppError('token_refused', {
      message:
        'This enrolment token is older than a day and has expired. Make a new one under Agents and run the command it shows.',
    })
}

const serverFor = async (
  ctx: Context,
  enrolment: EnrolmentRow,
  machine: Machine,
): Promise<{ id: string; name: string }> => {
  const { organization_id, plan_type, server_id } = enrolment
  if (server_id === null)
    return enrolMachine(ctx, { organization_id, name: enrolment.server_name ?? machine.hostname, plan_type })
  // Held, so that two enrolments for one server come one after the other.
  const server = await loadServer(ctx, { server_id, lock: true })
  if (server.organization_id !== organization_id)
    throw new AppError('token_refused', {
      message:
        'The server of this enrolment token was given to another organization since. Ask that organization for a token of its own.',
    })
  return server
}

/** Several agents on one machine are allowed, but are seldom meant. Other organizations are not told of. */
const noteFor = async (
  ctx: Context,
  organizationId: string,
  machine: { machine_id: string; server_id: string },
): Promise<string | null> => {
  const neighbour = await findNeighbour(ctx.db, organizationId, machine)
  if (neighbour === undefined) return null
  return `The server ${neighbour.server_name} has an agent on this machine, too (${neighbour.hostname}). If you meant to replace that agent, make an enrolment for that server instead.`
}
