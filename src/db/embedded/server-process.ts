import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { childEnvironment } from './child-environment.ts'
import { sendSignal } from './processes.ts'
import type { ServerUser } from './server-user.ts'

export type ServerProcess = {
  /** Resolves with a sentence when the process has ended, for whatever reason. */
  readonly ended: Promise<string>
  hasEnded(): boolean
  /** Asks for a fast shutdown, then insists. Resolves when the process is gone. */
  stop(): Promise<void>
}

const patience: readonly [NodeJS.Signals, number][] = [
  ['SIGINT', 30_000],
  ['SIGQUIT', 10_000],
  ['SIGKILL', 10_000],
]

/** Starts Postgres in a process group of its own, so that Ctrl-C in a terminal reaches only us and we stop it in order. */
export const spawnServer = (
  user: ServerUser,
  postgres: string,
  postgresArgs: readonly string[],
  logFile: string,
): ServerProcess => {
  const { file, args } = user.command(postgres, postgresArgs)
  const log = openSync(logFile, 'a', 0o600)
  const child = spawn(file, args, {
    env: childEnvironment,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const ended = endOf(child)
  let gone = false
  void ended.then(() => {
    gone = true
  })
  return {
    ended,
    hasEnded: () => gone,
    stop: async () => {
      for (const [signal, forMs] of patience) {
        if (gone) return
        if (child.pid !== undefined) sendSignal(child.pid, signal)
        await endedWithin(ended, forMs)
      }
    },
  }
}

const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.on('error', (error) => resolve(`Postgres could not be run: ${error.message}`))
    child.on('exit', (code, signal) =>
      resolve(signal ? `Postgres was ended by ${signal}` : `Postgres ended with code ${code}`),
    )
  })

const endedWithin = async (ended: Promise<string>, forMs: number): Promise<void> => {
  const patienceOver = new AbortController()
  await Promise.race([ended, delay(forMs, undefined, { signal: patienceOver.signal }).catch(() => {})])
  patienceOver.abort()
}
