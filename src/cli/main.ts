import { resolve } from 'node:path'
import { loadConfig } from '../config.ts'
import { StartupError } from '../lib/startup-error.ts'
import { version } from '../version.ts'
import { createApiClient } from './api-client.ts'
import { resetOperatorPasswordCommand } from './operator-reset-password.ts'
import { remoteCommands, remoteUsage } from './remote-commands.ts'
import { loadRemoteConfig } from './remote-config.ts'

process.umask(0o077)

const usage = `Usage: backstay <command>

  operator reset-password [--email ADDRESS] [--remove-two-factor]
      Makes a one-time link with which an operator sets a new password. Works on the machine itself, with the same
      environment (BACKSTAY_DATA_DIR or DATABASE_URL, BACKSTAY_SECRET_KEY) as the server, running or not.
  agent --server URL --token TOKEN
      Backs up and restores the machine it runs on, as the server says. See: backstay agent --help
${remoteUsage}  --version
  --help
`

const run = async (words: readonly string[]): Promise<number> => {
  const [noun, verb, ...rest] = words
  if (noun === 'operator' && verb === 'reset-password')
    return resetOperatorPasswordCommand(loadConfig(process.env), rest)
  if (noun === 'agent') {
    // By itself: the agent needs little of what the other commands load, and they nothing of it.
    const { agentCommand } = await import('./agent.ts')
    const checkout = resolve(import.meta.dirname, '../..')
    process.exit(await agentCommand(words.slice(1), { version, checkout }))
  }
  const remote = remoteCommands[`${noun} ${verb}`]
  if (remote !== undefined) return remote(createApiClient(loadRemoteConfig(process.env)), rest)
  if (noun === '--version') {
    console.log(version)
    return 0
  }
  if (noun === '--help') {
    console.log(usage)
    return 0
  }
  console.error(noun === undefined ? usage : `There is no command "${words.join(' ')}".\n\n${usage}`)
  return 2
}

/** What parseArgs says of words it does not know. */
const isUsageFault = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  if (isUsageFault(error)) {
    console.error(`${error.message}\n\n${usage}`)
    process.exit(2)
  }
  if (!(error instanceof StartupError)) throw error
  console.error(`${error.message}\n${error.remedy}`)
  process.exitCode = 1
}
