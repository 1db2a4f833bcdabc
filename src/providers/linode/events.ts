import type { Api } from '../api.ts'
import { eventsSchema, type LinodeEvent } from './schemas.ts'

/**
 * The newest events of one server, newest first. Only the server is left to Linode's filter: its own Go client has long noted that
 * those on action and time were not kept to, so the caller looks at these itself. A restore's event belongs to the server that is
 * restored to (that client's tests wait for it so).
 */
export const listEvents = async (api: Api, linodeId: number): Promise<readonly LinodeEvent[]> => {
  const filter = { 'entity.id': linodeId, 'entity.type': 'linode', '+order_by': 'created', '+order': 'desc' }
  const query = { page: 1, page_size: 100 }
  const headers = { 'x-filter': JSON.stringify(filter) }
  const { data } = await api.read('listEvents', '/v4/account/events', eventsSchema, query, headers)
  return data
    .filter(({ entity }) => entity?.type === 'linode' && String(entity.id) === String(linodeId))
    .sort((a, b) => b.id - a.id)
}

export const isOpen = ({ status }: LinodeEvent): boolean => !['finished', 'notification', 'failed'].includes(status)
