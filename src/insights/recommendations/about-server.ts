import type { MatchingServer } from '../../servers/list-matching.ts'
import type { Draft } from './schema.ts'

/** A draft about one server. Pure. */
export const aboutServer = (
  server: Pick<MatchingServer, 'id' | 'organization_id'>,
  draft: Pick<Draft, 'facts' | 'situation'>,
): Draft => ({
  ...draft,
  organization_id: server.organization_id,
  subject_id: server.id,
  extent: 1,
  operators_only: false,
})
