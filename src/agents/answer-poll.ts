import { type PollReply, type PollRequest, pollSeconds } from '../agent-protocol/messages.ts'
import type { Context } from '../context.ts'
import { version } from '../version.ts'
import { asAgent } from './as-agent.ts'
import { authenticateAgent } from './authenticate-agent.ts'
import { listTaken } from './command-queries.ts'
import { loseCommand } from './lose-command.ts'
import { observeMachine } from './observe-machine.ts'
import type { AgentRow } from './queries.ts'
import { takeCommands } from './take-commands.ts'
import type { WaitingRoom } from './waiting-room.ts'

/**
 * Answers as soon as there is work for the agent or something to stop, else after a while. Nothing of the database is held in
 * between. Once the agent has hung up nothing is given to it any more: nobody would hear of it.
 */
export const answerPoll = async (
  before: Context,
  input: PollRequest & { authorization?: string | undefined },
  wait: { room: WaitingRoom; gone: AbortSignal },
): Promise<PollReply> => {
  const ctx = asAgent(before, input.machine.hostname)
  const first = await authenticateAgent(ctx, input)
  await observeMachine(ctx, first, input.machine)
  await loseForgotten(ctx, first, input.running)
  const seat = wait.room.enter({ id: first.id, server_id: first.server_id })
  const until = AbortSignal.any([wait.gone, AbortSignal.timeout(pollSeconds * 1_000)])
  try {
    let agent = first
    for (;;) {
      const reply = { ...(await look(ctx, agent, input, wait.gone)), gateway_url: ctx.config.gateway_url }
      const isNews = reply.commands.length > 0 || reply.stop.length > 0 || agent.paused !== first.paused
      if (isNews || !input.wait || !(await seat.knocked(until))) return reply
      agent = await authenticateAgent(ctx, input)
    }
  } finally {
    seat.leave()
  }
}

const look = async (
  ctx: Context,
  agent: AgentRow,
  input: PollRequest,
  gone: AbortSignal,
): Promise<Omit<PollReply, 'gateway_url'>> => {
  const stop = await stopped(ctx, agent, input.running)
  const mayTake = !agent.paused && !gone.aborted && input.machine.trouble === null
  const commands = mayTake ? await takeCommands(ctx, { agent, kinds: input.free }) : []
  return { commands, stop, paused: agent.paused, update: updateFor(input.machine.agent_version) }
}

/** Of what the agent works on: what was cancelled, and what is not its own. */
const stopped = async (ctx: Context, agent: AgentRow, running: PollRequest['running']): Promise<string[]> => {
  if (running.length === 0) return []
  const own = await listTaken(ctx.db, agent.id)
  const goesOn = ({ run_id, attempt }: PollRequest['running'][number]) =>
    own.some(
      (row) =>
        row.run_id === run_id &&
        row.tries === attempt &&
        row.cancel_requested_at === null &&
        row.run_state !== 'finished',
    )
  return running.filter((one) => !goesOn(one)).map(({ run_id }) => run_id)
}

/** Commands whose answer was lost on the way, or that died with the agent's process: nobody needs to wait for their lease to end. */
const loseForgotten = async (ctx: Context, agent: AgentRow, running: PollRequest['running']): Promise<void> => {
  for (const { run_id, tries } of await listTaken(ctx.db, agent.id))
    if (!running.some((one) => one.run_id === run_id && one.attempt === tries))
      await loseCommand(ctx, { run_id, attempt: tries })
}

const updateFor = (agentVersion: string): PollReply['update'] =>
  agentVersion === version
    ? null
    : {
        version,
        message: `The server runs Backstay ${version} and this agent is of ${agentVersion}. When it suits, fetch the one of the server (GET /agent/v1/program; docs/agents.md, Update) in place of its file and restart it; until then this one goes on.`,
      }
