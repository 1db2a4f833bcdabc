import { systemWait } from '../lib/wait.ts'
import { startSync } from '../provider-accounts/start-sync.ts'
import { readRun } from '../runs/read-run.ts'
import type { DemoWork } from './demo-work.ts'

const pauseMs = 50

/** Syncs one account as an operator would, and waits until the workers are done with it. */
export const syncAccount = async ({ ctx, signal }: DemoWork, provider_account_id: string): Promise<void> => {
  const { run_id } = await startSync(ctx, { provider_account_id })
  for (;;) {
    const run = await readRun(ctx, { run_id })
    if (run === null || run.state === 'finished') {
      if (run?.outcome === 'succeeded') return
      throw new Error(`a sync of the demo ended as ${run?.outcome ?? 'removed'}: ${JSON.stringify(run?.error)}`)
    }
    signal.throwIfAborted()
    await systemWait(pauseMs)
  }
}
