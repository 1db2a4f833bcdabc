import { type Caller, type Services, systemCaller } from '../context.ts'
import { findRightsOfApiKey } from './api-key-queries.ts'
import { findRightsOfUser } from './queries.ts'

/**
 * Somebody who asked for something earlier, with the rights of this moment: for work that goes on after its request was answered.
 * Who is gone, or signed in no longer by that key, may do nothing.
 */
export const callerNow = async (services: Services, who: Pick<Caller, 'kind' | 'id' | 'name'>): Promise<Caller> => {
  const { kind, id, name } = who
  if (kind === 'system') return { ...systemCaller, name }
  const rights = id === null ? undefined : await rightsOf(services, { kind, id })
  return { kind, id, name, session_id: null, ...(rights ?? { operator: false, memberships: [] }) }
}

const rightsOf = ({ db, clock }: Services, { kind, id }: { kind: Caller['kind']; id: string }) => {
  if (kind === 'user') return findRightsOfUser(db, id)
  return kind === 'api_key' ? findRightsOfApiKey(db, id, clock.now()) : undefined
}
