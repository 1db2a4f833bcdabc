import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Hook } from '../agent-protocol/messages.ts'
import { startProcess } from '../restic/start-process.ts'
import { whyNotHook } from './find-hooks.ts'
import type { Workshop } from './workshop.ts'

const longestMs = 60 * 60_000
const mostLines = 30
const mostCharacters = 64_000
/** A service that a script sets going again may hold its output open for good. */
const lingerMs = 2_000

type Failure = { code: string; message: string }

/** Runs what comes before or after a backup, one after the other; null when all went well, else why the first did not. */
export const runHooks = async (
  shop: Workshop,
  hooks: readonly Hook[],
  when: { event: 'before' | 'after'; outcome?: string; signal: AbortSignal },
): Promise<Failure | null> => {
  for (const hook of hooks) {
    const failure = await runOne(shop, hook, when)
    if (failure !== null) return failure
  }
  return null
}

const runOne = async (
  shop: Workshop,
  hook: Hook,
  when: { event: 'before' | 'after'; outcome?: string; signal: AbortSignal },
): Promise<Failure | null> => {
  const name = 'script' in hook ? hook.script : hook.command
  const program = await programOf(shop, hook)
  if ('code' in program) return program
  shop.reporter.log('info', `Running ${name} (${when.event}).`)
  const started = startProcess({
    ...program,
    environment: environmentOfHook(shop, when),
    cwd: shop.folder.hooks,
    signal: AbortSignal.any([when.signal, AbortSignal.timeout(longestMs)]),
    grace_ms: 10_000,
    linger_ms: lingerMs,
  })
  const [output, errors] = [follow(started.stdout), follow(started.stderr)]
  const exit = await started.exit
  for (const line of [...output(), ...errors()].slice(-mostLines)) shop.reporter.log('info', `${name}: ${line}`)
  if (exit.code === 'succeeded') return null
  const how =
    exit.exit_code === null ? `was ended (${exit.signal ?? 'it did not start'})` : `ended with ${exit.exit_code}`
  return {
    code: 'hook_failed',
    message: `${name}, which runs ${when.event} the backup, ${how}. See its output in the log of this run, mend it on the machine, and start the run again.`,
  }
}

const programOf = async (shop: Workshop, hook: Hook): Promise<{ binary: string; args: string[] } | Failure> => {
  if ('script' in hook) {
    const why = await whyNotHook(shop.folder.hooks, hook.script)
    if (why === null) return { binary: join(shop.folder.hooks, hook.script), args: [] }
    return {
      code: 'hook_refused',
      message: `The script ${hook.script} was not run: ${why}. Put that right on the machine.`,
    }
  }
  if (shop.allow_commands) return { binary: '/bin/sh', args: ['-c', hook.command] }
  return {
    code: 'commands_not_allowed',
    message: `This machine runs scripts of its hooks folder (${shop.folder.hooks}) only. Put the command into a script there, or start the agent with --allow-commands.`,
  }
}

const environmentOfHook = (shop: Workshop, { event, outcome }: { event: string; outcome?: string }) => ({
  PATH: shop.config.search_path,
  LANG: 'C.UTF-8',
  ...(shop.config.home === null ? {} : { HOME: shop.config.home }),
  BACKSTAY_EVENT: event,
  BACKSTAY_RUN_ID: shop.command.run_id,
  ...(outcome === undefined ? {} : { BACKSTAY_OUTCOME: outcome }),
})

/** The last lines so far. It reads on after the script's end: who writes to a pipe that nobody reads is stopped. */
const follow = (stream: Readable): (() => string[]) => {
  let kept = ''
  stream.setEncoding('utf8').on('data', (text: string) => {
    kept = (kept + text).slice(-mostCharacters)
  })
  return () =>
    kept
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line !== '')
      .slice(-mostLines)
}
