import { loadConfig } from './config.ts'
import { createLog } from './lib/log.ts'
import { StartupError } from './lib/startup-error.ts'
import { type Running, startBackstay } from './start.ts'

// What people read goes to stdout; the log, for machines, to stderr.
const say = (text: string) => process.stdout.write(`${text}\n`)

const run = async (): Promise<Running> => {
  const config = loadConfig(process.env)
  const running = await startBackstay(config, createLog(config.log_level))
  if (running.first_operator_link !== null) {
    say('\nNobody runs this installation yet. Open this one-time sign-in link to become its operator:\n')
    say(`  ${running.first_operator_link}\n`)
  }
  say(`Backstay is ready: ${running.url}`)
  return running
}

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
