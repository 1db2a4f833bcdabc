import type { SubscriptionFilters } from './billing-types.ts'
import type { OperatorTaskFilters } from './operator-task-types.ts'
import type { RunFilters } from './run-types.ts'
import type { ServerFilters } from './server-types.ts'
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
  providers: ['provider'] as const,
  serverCounts: (filters: ServerFilters) => ['server', 'counts', filters] as const,
  servers: (filters: ServerFilters) => ['server', 'list', filters] as const,
  server: (id: string) => ['server', 'one', id] as const,
  plans: (retired?: string) => ['plan', retired] as const,
  subscriptions: (filters: SubscriptionFilters) => ['subscription', 'list', filters] as const,
  placesByPlan: ['subscription', 'entitlement', 'by_plan'] as const,
  revenueNow: ['subscription', 'revenue_now'] as const,
  growthOfWeek: ['overview', 'growth_of_week'] as const,
  entitlement: (organizationId: string) => ['subscription', 'entitlement', organizationId] as const,
  places: (input: unknown) => ['subscription', 'entitlement', 'places', input] as const,
  runs: (filters: RunFilters) => ['run', 'list', filters] as const,
  run: (id: string) => ['run', 'one', id] as const,
  bulkItems: (runId: string) => ['run', 'bulk_items', runId] as const,
  bulkRestoreOutlook: (input: unknown) => ['recovery_point', 'bulk_restore', input] as const,
  // Apart from the runs, whose every step would have all logs searched anew.
  runLogLines: (filters: Record<string, string | undefined>) => ['run_log_lines', filters] as const,
  runLog: (id: string) => ['run', 'log', id] as const,
  providerAccounts: (filters: { organization_id?: string }) => ['provider_account', 'list', filters] as const,
  providerAccount: (id: string) => ['provider_account', 'one', id] as const,
  providerPrices: ['provider_prices'] as const,
  exchangeRates: ['exchange_rate'] as const,
  operatorTasks: (filters: OperatorTaskFilters) => ['operator_task', filters] as const,
  agents: (filters: Record<string, string | undefined>) => ['agent', filters] as const,
  enrolments: (filters: Record<string, string | undefined>) => ['enrolment', filters] as const,
  protections: (serverId: string) => ['protection', serverId] as const,
  methods: (serverId: string, asked: unknown) => ['protection', 'methods', serverId, asked] as const,
  retentionPreview: (input: unknown) => ['protection', 'preview', input] as const,
  schedulePreview: (serverId: string, schedule: unknown) => ['protection', 'schedule', serverId, schedule] as const,
  recoveryPoints: (serverId: string, filters: Record<string, string | undefined>) =>
    ['recovery_point', 'list', serverId, filters] as const,
  recoveryPointCounts: (serverId: string) => ['recovery_point', 'counts', serverId] as const,
  serverMargin: (serverId: string) => ['protection', 'margin', serverId] as const,
  serverStorage: (serverId: string) => ['recovery_point', 'storage', serverId] as const,
  recoveryPointsBetween: (serverId: string, from: string | null, to: string | null) =>
    ['recovery_point', 'between', serverId, from, to] as const,
  newestBefore: (serverId: string, to: string) => ['recovery_point', 'newest', serverId, to] as const,
  timeline: (serverId: string) => ['recovery_point', 'timeline', serverId] as const,
  recoveryPoint: (id: string) => ['recovery_point', 'one', id] as const,
  files: (pointId: string, path: string) => ['recovery_point', 'files', pointId, path] as const,
  fileSearch: (serverId: string, q: string) => ['recovery_point', 'search', serverId, q] as const,
  fileVersions: (pointId: string, path: string) => ['recovery_point', 'versions', pointId, path] as const,
  drills: (serverId: string) => ['drill', serverId] as const,
  restores: (filters: Record<string, string | undefined>) => ['restore', 'list', filters] as const,
  restore: (id: string) => ['restore', 'one', id] as const,
  restoreReview: (pointId: string) => ['restore_review', pointId] as const,
  newServerChoices: (pointId: string) => ['new_server_choices', pointId] as const,
  imageDrills: (serverId: string) => ['image_drills', serverId] as const,
  repositories: (filters: Record<string, string | undefined>) => ['repository', filters] as const,
  storageLocations: ['storage_location'] as const,
  overview: ['overview'] as const,
  analytics: (of: string, filters: Record<string, string | undefined>) => ['analytics', of, filters] as const,
  attention: (organizationId: string | null) => ['attention', organizationId] as const,
  recommendations: (filters: Record<string, string | undefined>) => ['recommendation', filters] as const,
  demo: ['demo'] as const,
  notificationChoices: ['notification_choices'] as const,
  notificationTargets: (organizationId: string | null) => ['notification_target', organizationId] as const,
  notificationDeliveries: (state: string | undefined) => ['notification_delivery', state] as const,
}

// Every change leaves an audit event, so that the activity changes with each noun.
const activity = ['audit_event'] as const
// Its figures are of servers and runs.
const overview = ['overview'] as const
// How many places are in use changes with every server that is switched on or off.
const places = ['subscription', 'entitlement'] as const

// What a server's backups cost and leave.
const margins = ['protection', 'margin'] as const

/** What else shows a noun besides its own queries. */
export const alsoChanged: Record<ChangeTopic, readonly (readonly string[])[]> = {
  organization: [keys.me, keys.demo, activity],
  member: [keys.me, ['organization'], activity],
  invitation: [activity],
  api_key: [activity],
  session: [activity],
  operator: [keys.me, keys.installation, activity],
  user: [keys.me, ['member'], keys.operators, keys.installation, activity],
  // How its protections stand is told as a change of the server.
  server: [['protection'], ['organization', 'list'], overview, places, activity],
  protection: [['server'], places, activity],
  // A run changes with each of its steps, and only some of them leave an audit event. A restore shows its run.
  run: [['restore'], overview],
  plan: [['subscription'], margins, activity],
  subscription: [margins, activity],
  provider_account: [overview, activity],
  provider_prices: [margins, activity],
  exchange_rate: [margins, activity],
  operator_task: [overview, activity],
  agent: [['server'], ['enrolment'], activity],
  enrolment: [['agent'], activity],
  recovery_point: [['server'], ['drill'], ['repository'], activity],
  backup: [['run'], activity],
  drill: [['run'], ['recovery_point'], activity],
  restore: [['run'], activity],
  repository: [['storage_location'], activity],
  storage_location: [['repository'], margins, activity],
  recommendation: [activity],
  // It goes as a whole: customers, servers, accounts and all that was done with them.
  notification_choices: [activity],
  notification_target: [activity],
  // A target shows whether its last message arrived.
  notification_delivery: [['notification_target']],
  demo: [
    ['organization'],
    ['server'],
    ['subscription'],
    ['provider_account'],
    ['run'],
    ['operator_task'],
    ['recommendation'],
    overview,
    activity,
  ],
}
