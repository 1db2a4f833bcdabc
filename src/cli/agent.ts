import { realpathSync } from 'node:fs'
import { AgentFailure } from '../agent/agent-failure.ts'
import { loadConfig } from '../agent/config.ts'
import { type AgentOptions, agentUsage, parseOptions } from '../agent/options.ts'
import { runAgent } from '../agent/run-agent.ts'
import { createSay } from '../agent/say.ts'
import { systemdUnit } from '../agent/systemd-unit.ts'
import { systemClock } from '../lib/clock.ts'

/** `backstay agent`: runs until it is asked to stop. Resolves with the exit code. */
export const agentCommand = async (
  words: readonly string[],
  program: { version: string; checkout: string | null },
): Promise<number> => {
  try {
    const options = parseOptions(words)
    if (options.print !== null) {
      console.log(
        { usage: agentUsage, version: program.version, unit: systemdUnit(commandLine(program.checkout, options)) }[
          options.print
        ],
      )
      return 0
    }
    const stop = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
    // Whoever started it over a channel takes it along.
    process.once('disconnect', () => stop.abort())
    await runAgent({
      config: loadConfig(process.env, process.getuid?.() === 0),
      options,
      version: program.version,
      checkout: program.checkout,
      say: createSay(systemClock, process.stderr),
      signal: stop.signal,
    })
    return 0
  } catch (error) {
    if (!(error instanceof AgentFailure)) throw error
    console.error(`${error.message}\n${error.remedy}`)
    return 1
  }
}

/** How this very program was started, for the unit: systemd wants full paths. */
const commandLine = (checkout: string | null, { state_dir }: AgentOptions): string => {
  const script = realpathSync(process.argv[1] ?? '')
  const words =
    checkout === null ? [process.execPath, script] : [process.execPath, `${checkout}/tools/backstay.mjs`, 'agent']
  return [...words, ...(state_dir === null ? [] : ['--state-dir', state_dir])].join(' ')
}
