import { type Clock, minuteMs } from '../../lib/clock.ts'
import type { Api } from '../api.ts'
import type { ActionState } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { type LinodeAction, readActionRef } from './action-ref.ts'
import { isOpen, listEvents } from './events.ts'
import { isoOf } from './iso-of.ts'
import { backupSchema, type LinodeEvent } from './schemas.ts'
import { getServer } from './servers.ts'

/** Events show up with the change itself; after that long without one nobody can say how it went. They stay for 90 days. */
const shownWithinMs = 30 * minuteMs

export const followAction = (api: Api, clock: Clock, text: string): Promise<ActionState> => {
  const action = readActionRef(text)
  if (action.kind === 'snapshot') return followSnapshot(api, action)
  return action.kind === 'create' ? followCreate(api, clock, action) : followRestore(api, clock, action)
}

/** How far our clock and Linode's may be apart. */
const clocksDifferMs = 10 * minuteMs

/** Newer than what was there before, and not older than the request: a list that came empty once would let an old one in. */
const isOf =
  ({ number, started_ms }: LinodeAction) =>
  ({ id, action, created }: LinodeEvent): boolean => {
    const createdAt = isoOf(created)
    const isLate = createdAt === null || Date.parse(createdAt) >= started_ms - clocksDifferMs
    return action === 'backups_restore' && id > number && isLate
  }

const followRestore = async (api: Api, clock: Clock, action: LinodeAction): Promise<ActionState> => {
  const events = await listEvents(api, action.linode_id)
  // The oldest after ours: a later one is somebody else's.
  const event = events.filter(isOf(action)).at(-1)
  if (event === undefined) return notShown(clock, action)
  if (event.status === 'failed') return failed(event)
  return isOpen(event) ? running(event) : { state: 'succeeded' }
}

/**
 * A new server's events are all its own. Nobody documents in which order those of one made from a backup come, so it is done
 * when none is open and the server itself has settled down.
 */
const followCreate = async (api: Api, clock: Clock, action: LinodeAction): Promise<ActionState> => {
  const all = await listEvents(api, action.linode_id)
  const events = ['backups_restore', 'linode_create'].flatMap((name) => all.filter((event) => event.action === name))
  const bad = events.find(({ status }) => status === 'failed')
  if (bad !== undefined) return failed(bad)
  const open = events.find(isOpen)
  if (open !== undefined) return running(open)
  const { status, locked } = await getServer(api, String(action.linode_id))
  if (locked || status === 'provisioning') return { state: 'running', percent: null }
  return events.length === 0 ? notShown(clock, action) : { state: 'succeeded' }
}

/** The snapshot has an id and tells its state itself; its event adds how far it is. */
const followSnapshot = async (api: Api, { linode_id, number }: LinodeAction): Promise<ActionState> => {
  const status = await snapshotStatus(api, linode_id, number)
  if (status === 'successful') return { state: 'succeeded' }
  if (status === null) return fail('Linode does not have this snapshot any more: a newer one may have replaced it.')
  if (status === 'failed' || status === 'userAborted')
    return fail(`Linode reports that this snapshot ended as ${status}, and gives no reason.`)
  return { state: 'running', percent: await snapshotPercent(api, linode_id) }
}

const snapshotStatus = async (api: Api, linodeId: number, id: number): Promise<string | null> => {
  try {
    return (await api.read('getBackup', `/v4/linode/instances/${linodeId}/backups/${id}`, backupSchema)).status
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not_found') return null
    throw error
  }
}

const snapshotPercent = async (api: Api, linodeId: number): Promise<number | null> => {
  try {
    const events = await listEvents(api, linodeId)
    const event = events.find((one) => one.action === 'linode_snapshot')
    return event !== undefined && isOpen(event) ? event.percent_complete : null
  } catch (error) {
    if (error instanceof ProviderError) return null
    throw error
  }
}

const running = ({ percent_complete }: LinodeEvent): ActionState => ({ state: 'running', percent: percent_complete })

const fail = (reason: string): ActionState => ({ state: 'failed', reason })

const failed = ({ action, id, message }: LinodeEvent): ActionState => {
  const words = (message ?? '').replace(/\s+/g, ' ').trim().replace(/\.+$/, '').slice(0, 300)
  return fail(
    `Linode reports that its ${action} (event ${id}) failed${words ? `: ${words}` : ', and gives no reason'}.`,
  )
}

const notShown = (clock: Clock, { kind, started_ms }: LinodeAction): ActionState =>
  clock.nowMs() - started_ms < shownWithinMs
    ? { state: 'running', percent: null }
    : fail(
        `Linode took the request and shows no event of ${kind === 'create' ? 'the new server' : 'the restore'}, so nobody can tell how it ended. Look at the server's activity feed at Linode.`,
      )
