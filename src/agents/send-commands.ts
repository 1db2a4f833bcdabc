import type { BackupOrders, RestoreOrders } from '../agent-protocol/messages.ts'
import type { Context } from '../context.ts'
import { endCommandsOfEndedRuns, insertCommands } from './command-queries.ts'

/** A backup's host is its server's id, whatever the machine is called: a server that is renamed keeps its history. */
export type NewOrders = Omit<BackupOrders, 'host'> | RestoreOrders

export type NewCommand = {
  run_id: string
  server: { id: string; organization_id: string }
  /** Where the snapshots go or come from. */
  repository_id: string
  /** Best one and the same object for all commands that tell the same: each object is written down once. */
  orders: NewOrders
  expires_at: string
}

/**
 * Leaves work for the agents of servers, connected or not; a run says how each goes, and when no agent takes it before `expires_at`
 * it ends as expired. A server has one open command of a kind. Belongs in the transaction that made the runs. Agents are not told:
 * those that wait look each few seconds, all of a process with one question, and `sendCommand` is for what somebody waits for.
 */
export const sendCommands = async (ctx: Context, commands: readonly NewCommand[]): Promise<void> => {
  if (commands.length === 0) return
  const now = ctx.clock.now()
  // A run that was cancelled while it waited leaves its command behind until an agent looks.
  await endCommandsOfEndedRuns(
    ctx.db,
    commands.map(({ server }) => server.id),
    now,
  )
  const distinct = [...new Set(commands.map(({ orders }) => orders))]
  const numbers = new Map(distinct.map((orders, index) => [orders, index + 1]))
  await insertCommands(
    ctx.db,
    commands.map(({ run_id, server, repository_id, orders, expires_at }) => ({
      run_id,
      server_id: server.id,
      repository_id,
      orders: numbers.get(orders) ?? 0,
      expires_at,
    })),
    { orders: distinct.map((orders) => JSON.stringify(orders)), now },
  )
}
