import { setTimeout as delay } from 'node:timers/promises'
import { askVersion, type SocketConnection } from './connect.ts'
import type { ServerProcess } from './server-process.ts'

const quickPolls = 100

/**
 * Waits until Postgres answers, by connecting; the answer is its version. Null when its process ends instead. There is
 * no time limit while it lives: after a crash it may have minutes of work to replay, and stopping it would only start that
 * work over.
 */
export const waitUntilReady = async (
  server: ServerProcess,
  connection: SocketConnection,
  log: (line: string) => void,
): Promise<string | null> => {
  for (let poll = 1; !server.hasEnded(); poll++) {
    const version = await askVersion(connection)
    if (version !== null) return version
    if (poll === quickPolls) log('The database takes longer to start: it may be recovering from a crash. Waiting.')
    await Promise.race([delay(poll < quickPolls ? 10 : 250), server.ended])
  }
  return null
}
