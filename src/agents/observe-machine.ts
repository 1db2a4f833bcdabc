import type { Machine } from '../agent-protocol/messages.ts'
import type { Context } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { AppError } from '../lib/errors.ts'
import { factsOfMachine } from './facts-of-machine.ts'
import { type AgentRow, updateAgent } from './queries.ts'
import { connectedSeconds } from './schema.ts'

// Seldom enough that thousands of agents that only wait write little, often enough to know who is connected.
const touchMs = 20_000

/** Keeps what an agent tells of its machine. Throws agent_copied when its identity came to another machine. */
export const observeMachine = async (ctx: Context, agent: AgentRow, machine: Machine): Promise<void> => {
  if (machine.machine_id !== agent.machine_id)
    throw new AppError('agent_copied', {
      message: `This is the identity of the agent on ${agent.hostname}, and this machine is another one. If it was copied from that machine, stop the agent here, remove its state folder, and enrol it as a server of its own. If the server ${agent.server_name} moved here, make a new enrolment for it.`,
    })
  const now = ctx.clock.now()
  const facts = factsOfMachine(machine)
  const silentMs = Date.parse(now) - Date.parse(agent.last_seen_at)
  const changed = isOther(agent, facts)
  if (!changed && silentMs < touchMs && agent.confirmed_at !== null) return
  await updateAgent(ctx.db, agent.id, {
    ...facts,
    last_seen_at: now,
    confirmed_at: agent.confirmed_at ?? now,
    ...(changed ? { updated_at: now } : {}),
  })
  if (changed || silentMs >= connectedSeconds * 1_000 || agent.confirmed_at === null)
    await publishEvent(ctx, {
      topic: 'agent.changed',
      organization_id: agent.organization_id,
      entity_id: agent.id,
    })
}

/** JSON columns come back parsed. */
const isOther = (agent: AgentRow, facts: ReturnType<typeof factsOfMachine>): boolean =>
  Object.entries(facts).some(([name, value]) => {
    const before: unknown = Reflect.get(agent, name)
    if (before === null || typeof before !== 'object') return before !== value
    return typeof value !== 'string' || JSON.stringify(sorted(before)) !== JSON.stringify(sorted(JSON.parse(value)))
  })

/** Postgres keeps the fields of jsonb in an order of its own. */
const sorted = (value: object): unknown => (Array.isArray(value) ? value : Object.entries(value).sort())
