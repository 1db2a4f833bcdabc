import { type Machine, PollReply, pollSeconds } from '../agent-protocol/messages.ts'
import { type Backoff, backoffMs } from '../lib/backoff.ts'
import type { Wait } from '../lib/wait.ts'
import { type Link, LinkError } from './link.ts'
import type { Outbox } from './outbox.ts'
import type { ResticHere } from './prepare-restic.ts'
import type { Runs } from './runs.ts'
import type { Say } from './say.ts'

/** The server answers within `pollSeconds`; what comes later is lost on the way. */
const timeoutMs = (pollSeconds + 20) * 1_000
/** Between answers that come at once. */
const breathMs = 500
const awayBackoff: Backoff = { first_ms: 1_000, max_ms: 30_000 }
/** For what a person has to put right. It may be put right at the server, so the agent does not end. */
const refusedMs = 5 * 60_000
const refusals = ['agent_refused', 'agent_copied', 'upgrade_agent', 'upgrade_server']

export type Polling = {
  readonly server_url: string
  readonly link: Link
  readonly runs: Runs
  readonly outbox: Outbox
  readonly restic: (signal: AbortSignal) => Promise<ResticHere>
  readonly describe: (here: ResticHere) => Promise<Machine>
  readonly wait: Wait
  readonly say: Say
  readonly fraction: () => number
  readonly signal: AbortSignal
}

/** Asks the server for work until the signal aborts. Nothing that the server or the network does ends it. */
export const keepPolling = async (polling: Polling): Promise<void> => {
  const { say, signal } = polling
  let failures = 0
  let isHeard = false
  let told = ''
  const tellOnce = (level: 'info' | 'warning' | 'error', message: string) => {
    if (message !== told) say(level, message)
    told = message
  }
  while (!signal.aborted) {
    try {
      const here = await polling.restic(signal)
      if (here.trouble !== null) tellOnce('error', here.trouble.message)
      const reply = await poll(polling, here, isHeard)
      isHeard = true
      if (failures > 0) say('info', 'The server can be reached again.')
      failures = 0
      if (here.trouble === null) tellOnce('info', sentenceOf(reply))
      obey(polling, reply, here)
      await pause(polling, breathMs)
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof LinkError)) throw error
      failures += 1
      isHeard = false
      const isRefused = refusals.includes(error.code)
      tellOnce(isRefused ? 'error' : 'warning', error.message)
      // Whatever it works on is given to somebody else, or to nobody.
      if (error.code === 'agent_refused') for (const { run_id } of polling.runs.list()) polling.runs.stop(run_id)
      await pause(polling, isRefused ? refusedMs : backoffMs(failures, awayBackoff, polling.fraction()))
    }
  }
}

const poll = async (polling: Polling, here: ResticHere, wait: boolean): Promise<PollReply> => {
  const { runs, outbox, link, signal } = polling
  const request = {
    machine: await polling.describe(here),
    running: [
      ...runs.list(),
      ...outbox.waiting().filter(({ run_id }) => !runs.list().some((run) => run.run_id === run_id)),
    ],
    free: here.restic === null ? [] : runs.free(),
    wait,
  }
  return link.post('/agent/v1/poll', request, { reply: PollReply, timeout_ms: timeoutMs, signal })
}

const obey = ({ runs, server_url }: Polling, reply: PollReply, here: ResticHere): void => {
  for (const run_id of reply.stop) runs.stop(run_id)
  if (here.restic === null) return
  const tools = { restic: here.restic.path, gateway_url: (reply.gateway_url ?? server_url).replace(/\/+$/, '') }
  for (const command of reply.commands) runs.start(command, tools)
}

const sentenceOf = ({ paused, update }: PollReply): string => {
  if (paused) return 'Connected, and paused: no work is taken until it is resumed in Backstay.'
  return update === null ? 'Connected, waiting for work.' : `Connected, waiting for work. ${update.message}`
}

/** Ends early when the program is to stop. */
const pause = async ({ wait, signal }: Polling, ms: number): Promise<void> => {
  if (signal.aborted) return
  const aborted = Promise.withResolvers<void>()
  const onAbort = () => aborted.resolve()
  signal.addEventListener('abort', onAbort, { once: true })
  await Promise.race([wait(ms), aborted.promise])
  signal.removeEventListener('abort', onAbort)
}
