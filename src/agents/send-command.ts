import type { Context } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { type NewCommand, sendCommands } from './send-commands.ts'

/** What the agents that wait for work listen to; its entity is the server. */
export const workTopic = 'agent.work'

/** Leaves work for the agent of one server, and tells it at once; see `sendCommands`. */
export const sendCommand = async (ctx: Context, command: NewCommand): Promise<void> => {
  await sendCommands(ctx, [command])
  const { id, organization_id } = command.server
  await publishEvent(ctx, { topic: workTopic, organization_id, entity_id: id })
}
