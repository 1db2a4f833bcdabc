import type { Context } from '../context.ts'
import { type NewCommand, sendCommands } from './send-commands.ts'

/** Leaves work for the agent of one server; see `sendCommands`. */
export const sendCommand = (ctx: Context, command: NewCommand): Promise<void> => sendCommands(ctx, [command])
