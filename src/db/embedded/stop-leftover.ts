import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { StartupError } from '../../lib/startup-error.ts'
import type { Place } from './place.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { endProcesses, isAlive, processesOf, sendSignal, waitUntilGone } from './processes.ts'

const fastShutdownMs = 15_000

/**
 * Stops what an earlier Backstay left running when it was killed. The caller holds the lock, so nobody else owns it.
 *
 * Stopped and started anew rather than taken over: that ends the dead process's transactions and their locks, makes sure
 * that today's program and settings run, and gives us a child whose end we see. It takes a fraction of a second.
 */
export const stopLeftover = async (place: Place, log: (line: string, details?: object) => void): Promise<void> => {
  const file = readPostmasterFile(place.cluster)
  if (file === null) return
  const left = processesOf(place.cluster)
  if (left.length > 0) {
    log('Stopping the database that a killed Backstay left running.', { pids: left })
    // A fast shutdown is for the head alone to order. Without it, the rest can only be told to quit.
    if (left.includes(file.pid)) sendSignal(file.pid, 'SIGINT')
    const stopped = left.includes(file.pid) && (await waitUntilGone(place.cluster, fastShutdownMs))
    if (!stopped && !(await endProcesses(place.cluster, ['SIGQUIT', 'SIGKILL']))) {
      throw new StartupError(
        `The database of a killed Backstay still runs and cannot be stopped (process ${left.join(', ')}).`,
        'Stop these processes by hand, or restart the machine, and start again.',
      )
    }
  }
  // The id may by now belong to another program. Postgres would take that for itself and refuse to start.
  if (isAlive(file.pid)) rmSync(join(place.cluster, 'postmaster.pid'), { force: true })
}
