import type { ChangeTopic } from './types.ts'

/** Query keys begin with the noun, so that a live update of a noun renews exactly what shows it. */
export const keys = {
  setup: ['setup'] as const,
  me: ['me'] as const,
  sessions: ['session'] as const,
  organizations: (q: string) => ['organization', 'list', q] as const,
  organization: (id: string) => ['organization', 'one', id] as const,
  members: (organizationId: string) => ['member', organizationId] as const,
  invitations: (organizationId: string) => ['invitation', organizationId] as const,
  operators: ['operator'] as const,
  operatorInvitations: ['invitation', 'operators'] as const,
  apiKeys: (organizationId: string | null) => ['api_key', organizationId] as const,
  auditEvents: (filters: Record<string, string | undefined>) => ['audit_event', filters] as const,
  installation: ['installation'] as const,
}

// Every change leaves an audit event, so that the activity changes with each noun.
const activity = ['audit_event'] as const

/** What else shows a noun besides its own queries. */
export const alsoChanged: Record<ChangeTopic, readonly (readonly string[])[]> = {
  organization: [keys.me, activity],
  member: [keys.me, ['organization'], activity],
  invitation: [activity],
  api_key: [activity],
  session: [activity],
  operator: [keys.me, keys.installation, activity],
  user: [keys.me, ['member'], keys.operators, keys.installation, activity],
}
