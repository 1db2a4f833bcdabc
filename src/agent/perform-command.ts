import type { Finish } from '../agent-protocol/messages.ts'
import { backUp } from './back-up.ts'
import { restoreFiles } from './restore-files.ts'
import type { Workshop } from './workshop.ts'

/** Works a command off, to the end that the server is told. What goes wrong is part of it, also what should not. */
export const performCommand = async (shop: Workshop): Promise<Finish> => {
  const { command, clock } = shop
  const began = clock.nowMs()
  const end = await work(shop)
  return {
    attempt: command.attempt,
    ...end,
    log: (await shop.reporter.end()).slice(-1_000),
    seconds: (clock.nowMs() - began) / 1_000,
  }
}

const work = async (shop: Workshop) => {
  const { orders } = shop.command
  try {
    return orders.kind === 'backup' ? await backUp(shop, orders) : await restoreFiles(shop, orders)
  } catch (error) {
    const message = `The agent failed at this: ${error instanceof Error ? error.message : String(error)}. Its journal on the machine says more.`
    return {
      outcome: 'failed' as const,
      error: { code: 'agent_failed', message },
      snapshots: [],
      skipped: [],
      skipped_count: 0,
      sample: [],
      restored: null,
    }
  }
}
