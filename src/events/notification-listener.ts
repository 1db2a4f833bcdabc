import type { Client } from 'pg'
import type { Log } from '../lib/log.ts'
import { eventsChannel } from './schema.ts'

/**
 * A connection of its own on which Postgres says that there are new events. `listen` connects when there is no connection,
 * and resolves either way: calling it again later is how a lost one comes back.
 */
export const createNotificationListener = (
  options: { createClient: () => Client; log: Log },
  onNotification: () => void,
) => {
  let connected: Client | null = null
  let connecting = false
  let closed = false

  const listen = async (): Promise<void> => {
    if (connected !== null || connecting || closed) return
    connecting = true
    const client = options.createClient()
    const drop = () => {
      if (connected === client) connected = null
    }
    client.on('error', drop).on('end', drop).on('notification', onNotification)
    try {
      await client.connect()
      await client.query(`listen ${eventsChannel}`)
      if (closed) await client.end()
      else connected = client
    } catch (error) {
      options.log.debug({ err: error }, 'Waiting for the database to listen for events')
      client.end().catch(() => undefined)
    } finally {
      connecting = false
    }
  }

  const close = async (): Promise<void> => {
    closed = true
    await connected?.end()
  }

  return { listen, close }
}
