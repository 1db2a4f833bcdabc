import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Alarm, systemAlarm } from './alarm.ts'
import { exitOf, notStarted, type ResticExit } from './exit.ts'

export type ProcessOptions = {
  binary: string
  args: readonly string[]
  /** All of it; see `resticEnvironment`. */
  environment: Readonly<Record<string, string>>
  cwd?: string
  stdin?: Readable
  /** Asks restic to stop (it removes its lock and ends with 130), and kills it when it does not. */
  signal?: AbortSignal
  /** How long it may take to stop. */
  grace_ms?: number
  alarm?: Alarm
  /** For programs that may leave others running, which hold its pipes: it counts as ended so long after its own end. */
  linger_ms?: number
  on_start?: (pid: number) => void
}

export type StartedProcess = {
  stdout: Readable
  stderr: Readable
  exit: Promise<ResticExit>
  /** Ends it and all it started, at once. */
  kill(): void
}

const defaultGraceMs = 20_000

/**
 * Starts restic as the head of a process group of its own: Ctrl-C at our terminal does not reach it, and we reach all that it
 * started. The exit is known when its pipes are closed too, unless `linger_ms` says that this may never be; what it left is then
 * not ours to end any more.
 */
export const startProcess = (options: ProcessOptions): StartedProcess => {
  const child = spawn(options.binary, options.args, {
    // Node adds nothing to an environment that is given.
    env: { ...options.environment },
    cwd: options.cwd,
    detached: true,
    stdio: [options.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  }) as ChildProcessByStdio<Writable | null, Readable, Readable> // what this stdio gives, which the types cannot tell
  let hasEnded = false
  const signalGroup = (signal: NodeJS.Signals) => {
    // The number may belong to somebody else by now.
    if (child.pid === undefined || hasEnded) return
    try {
      process.kill(-child.pid, signal)
    } catch {
      // The group is gone.
    }
  }
  if (options.stdin !== undefined && child.stdin !== null) {
    // restic may end before it has read everything; its exit says why.
    pipeline(options.stdin, child.stdin).catch(() => undefined)
  }
  const stopWatching = watchForAbort(options, signalGroup)
  const exit = new Promise<ResticExit>((resolve) => {
    child.on('error', () => {
      if (child.pid === undefined) resolve(notStarted)
    })
    const end = (code: number | null, signal: NodeJS.Signals | null) =>
      resolve(child.pid === undefined ? notStarted : exitOf(code, signal, options.signal?.aborted))
    child.on('close', end)
    const { linger_ms } = options
    if (linger_ms === undefined) return
    child.on('exit', (code, signal) => {
      const cancel = (options.alarm ?? systemAlarm)(linger_ms, () => end(code, signal))
      child.on('close', cancel)
    })
  }).finally(() => {
    hasEnded = true
    stopWatching()
  })
  if (child.pid !== undefined) options.on_start?.(child.pid)
  return { stdout: child.stdout, stderr: child.stderr, exit, kill: () => signalGroup('SIGKILL') }
}

const watchForAbort = (options: ProcessOptions, signalGroup: (signal: NodeJS.Signals) => void): (() => void) => {
  const { signal } = options
  if (signal === undefined) return () => undefined
  let cancelAlarm = () => {}
  const stop = () => {
    signalGroup('SIGINT')
    cancelAlarm = (options.alarm ?? systemAlarm)(options.grace_ms ?? defaultGraceMs, () => signalGroup('SIGKILL'))
  }
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
  return () => {
    signal.removeEventListener('abort', stop)
    cancelAlarm()
  }
}
