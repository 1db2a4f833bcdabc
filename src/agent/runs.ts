import type { Command } from '../agent-protocol/messages.ts'
import type { Clock } from '../lib/clock.ts'
import type { AgentConfig } from './config.ts'
import type { Link } from './link.ts'
import type { Outbox } from './outbox.ts'
import { performCommand } from './perform-command.ts'
import { startReporter } from './reporter.ts'
import type { Say } from './say.ts'
import type { StateFolder } from './state-folder.ts'

type Kind = Command['orders']['kind']
type Active = { attempt: number; kind: Kind; stop: AbortController; ended: Promise<void> }

/** The runs that this agent works on: one backup and one restore at a time. */
export type Runs = {
  /** Does nothing for a run that is here already. */
  start(command: Command, tools: { restic: string; gateway_url: string }): void
  stop(run_id: string): void
  list(): { run_id: string; attempt: number }[]
  free(): Kind[]
  /** Ends them all without telling the server: it gives them out anew. Resolves when nothing runs any more. */
  abandon(): Promise<void>
}

export const createRuns = (parts: {
  clock: Clock
  config: AgentConfig
  folder: StateFolder
  allow_commands: boolean
  link: Link
  outbox: Outbox
  say: Say
}): Runs => {
  const { say } = parts
  const active = new Map<string, Active>()
  let isClosing = false

  const perform = async (command: Command, tools: { restic: string; gateway_url: string }, stop: AbortController) => {
    const { run_id, attempt, orders } = command
    say('info', `The ${orders.kind} ${run_id} begins.`)
    const reporter = startReporter({ link: parts.link, run_id, attempt, onStop: () => stop.abort() })
    const { clock, config, folder, allow_commands } = parts
    const finish = await performCommand({
      clock,
      config,
      folder,
      allow_commands,
      command,
      reporter,
      signal: stop.signal,
      ...tools,
    })
    say(
      finish.outcome === 'failed' ? 'error' : 'info',
      `The ${orders.kind} ${run_id} ended: ${finish.outcome}. ${finish.error?.message ?? ''}`,
    )
    if (!isClosing) await parts.outbox.put(run_id, finish)
  }

  return {
    start: (command, tools) => {
      const { run_id, attempt, orders } = command
      if (active.has(run_id) || isClosing) return
      const stop = new AbortController()
      const ended = perform(command, tools, stop)
        .catch((error: unknown) =>
          say('error', `The run ${run_id} broke off: ${error instanceof Error ? error.stack : String(error)}`),
        )
        .finally(() => void active.delete(run_id))
      active.set(run_id, { attempt, kind: orders.kind, stop, ended })
    },
    stop: (run_id) => {
      const run = active.get(run_id)
      if (run === undefined || run.stop.signal.aborted) return
      say('info', `The server asks to stop ${run_id}.`)
      run.stop.abort()
    },
    list: () => [...active].map(([run_id, { attempt }]) => ({ run_id, attempt })),
    free: () =>
      (['backup', 'restore'] as const).filter((kind) => ![...active.values()].some((run) => run.kind === kind)),
    abandon: async () => {
      isClosing = true
      for (const { stop } of active.values()) stop.abort()
      await Promise.all([...active.values()].map(({ ended }) => ended))
    },
  }
}
