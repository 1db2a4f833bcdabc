import { flushCompileCache } from 'node:module'
import { loadConfig, type ProcessRole } from './config.ts'
import { createLog } from './lib/log.ts'
import { StartupError } from './lib/startup-error.ts'
import { type Running, startBackstay } from './start.ts'

// Whatever the shell says: what is in the data directory is for its owner, who can read it.
process.umask(0o077)

// What people read goes to stdout; the log, for machines, to stderr.
const say = (text: string) => process.stdout.write(`${text}\n`)

const run = async (): Promise<Running> => {
  const config = loadConfig(process.env)
  for (const warning of config.warnings) say(warning)
  const running = await startBackstay(config, createLog(config.log_level), {
    // A line for each request would bury what people read.
    api: { access_log: process.stderr.isTTY ? 'debug' : 'info' },
  })
  if (running.first_operator_link !== null) {
    say('\nNobody runs this installation yet. Open this one-time sign-in link to become its operator:\n')
    say(`  ${running.first_operator_link}\n`)
  }
  say(`Backstay is ready: ${config.roles.includes('api') ? running.url : whatRuns(config.roles)}`)
  // Written at the end otherwise, which one that is killed does not have: its successor would compile everything again.
  flushCompileCache()
  return running
}

const whatRuns = (roles: readonly ProcessRole[]) =>
  `this process is ${roles.join(' and ')} alone and has no address to open. The web interface and the API are where BACKSTAY_ROLES has api.`

let stopping: Promise<void> | null = null
const starting = run()

const stop = (signal: NodeJS.Signals) => {
  // Ctrl-C reaches us twice: from the terminal, and passed on by npm. Each part of stopping has its own time limit.
  if (stopping !== null) return
  say(`\n${signal === 'SIGINT' ? 'Interrupted' : 'Asked to stop'}: finishing running requests and jobs, then stopping.`)
  stopping = starting
    .then((running) => running.stop())
    .then(
      () => {
        say('Backstay has stopped.')
        process.exit(0)
      },
      (error: unknown) => fail(error),
    )
}

const fail = (error: unknown) => {
  if (error instanceof StartupError) say(`\nBackstay cannot start. ${error.message}\n${error.remedy}`)
  else say(`\nBackstay ended because of a fault of its own:\n${error instanceof Error ? error.stack : String(error)}`)
  process.exit(1)
}

process.on('SIGINT', stop)
process.on('SIGTERM', stop)
process.on('SIGHUP', stop)
starting.catch(fail)
