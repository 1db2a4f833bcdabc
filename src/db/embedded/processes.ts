import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** Whether there is a process with this id, ours or not. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * The processes that work on a cluster. Every process of Postgres has the cluster as its working directory, and initdb
 * names it as an argument: an id alone would not do, the kernel hands ids out again.
 */
export const processesOf = (cluster: string): number[] => {
  if (process.platform !== 'linux') return listedProcesses(cluster)
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && (workingDirectory(pid) === cluster || hasArgument(pid, cluster)))
}

const workingDirectory = (pid: number): string | null => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}

const hasArgument = (pid: number, argument: string): boolean => {
  try {
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return /(^|\/)(initdb|postgres)$/.test(args[0] ?? '') && args.includes(argument)
  } catch {
    return false
  }
}

const listedProcesses = (cluster: string): number[] =>
  execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`-D ${cluster}`))
    .map((line) => Number.parseInt(line, 10))

const patienceMs = { SIGQUIT: 5_000, SIGKILL: 5_000 }
const pollMs = 10

/** Ends what works on a cluster with the first signal that suffices. True when nothing is left. */
export const endProcesses = async (
  cluster: string,
  signals: readonly (keyof typeof patienceMs)[],
): Promise<boolean> => {
  for (const signal of signals) {
    for (const pid of processesOf(cluster)) sendSignal(pid, signal)
    if (await waitUntilGone(cluster, patienceMs[signal])) return true
  }
  return processesOf(cluster).length === 0
}

/** Waits until nothing works on a cluster; false when something still does. */
export const waitUntilGone = async (cluster: string, forMs: number): Promise<boolean> => {
  for (let waitedMs = 0; waitedMs < forMs; waitedMs += pollMs) {
    if (processesOf(cluster).length === 0) return true
    await delay(pollMs)
  }
  return false
}

/** Signals a process that may have ended meanwhile. */
export const sendSignal = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended.
  }
}
