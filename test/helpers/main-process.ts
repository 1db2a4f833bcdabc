import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { compileCache } from './compile-cache.ts'
import { until } from './until.ts'

export type MainProcess = {
  readonly child: ChildProcess
  /** All it wrote so far. */
  output(): string
  /** What of it is for people; the log goes elsewhere. */
  spoken(): string
  /** Resolves with "Backstay is ready"; rejects with what it said when it ended instead. */
  ready(): Promise<void>
  /** SIGINT to the whole process group. */
  pressCtrlC(): void
  /** Resolves with the exit code; null after a signal. */
  ended(): Promise<number | null>
}

const root = join(import.meta.dirname, '../..')

/** The server without the launcher's set-up. */
export const startMain = (env: Record<string, string>): MainProcess =>
  start(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'src/main.ts')], env)

/** The server, started by a shell whose umask would close everything to its own user. */
export const startMainClosed = (env: Record<string, string>): MainProcess =>
  start('sh', ['-c', `umask 0777; exec "$0" --disable-warning=ExperimentalWarning src/main.ts`, process.execPath], env)

/** The server as people start it. The checkout that runs the tests has all that the launcher would install and build. */
export const startWithNpm = (env: Record<string, string>): MainProcess => start('npm', ['start'], env)

const start = (program: string, words: string[], env: Record<string, string>): MainProcess => {
  const child = spawn(program, words, {
    cwd: root,
    // As in a terminal: a process group of its own, which Ctrl-C reaches as a whole.
    detached: true,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...compileCache(), BACKSTAY_DEMO: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let spoken = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    spoken += text
  })
  const exited = once(child, 'close').then(([code]: (number | null)[]) => code ?? null)
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  return {
    child,
    output: () => output,
    spoken: () => spoken,
    ready: async () => {
      await until(() => hasEnded() || output.includes('Backstay is ready: '), 170_000)
      if (!output.includes('Backstay is ready: ')) throw new Error(`Backstay ended before it was ready:\n${output}`)
    },
    pressCtrlC: () => void process.kill(-(child.pid ?? 0), 'SIGINT'),
    ended: () => exited,
  }
}
