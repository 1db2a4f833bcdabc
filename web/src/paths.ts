declare const path: unique symbol
/** An address inside this application. Made here and nowhere else, so that a link cannot lead into nothing. */
export type Path = string & { readonly [path]: true }

type Query = Record<string, string | undefined>

export type BackupsQuery = {
  q?: string
  organization_id?: string
  provider?: string
  /** Those that take a place of it. */
  plan_id?: string
  /** Which chip is on. */
  show?: string
  /** Chosen on the dashboard: how backups stand, how a day went. */
  rpo_status?: string
  posture?: string
  day?: string
  went?: string
  has_points?: string
  sort?: string
  /** `enable`: those of the list that are without backups. */
  dialog?: 'add' | 'enable'
}
export type PlansQuery = {
  /** What a customer chose, and whether they come back from paying. */
  plan?: string
  checkout?: 'paid' | 'left'
  /** What an operator looks for. */
  organization_id?: string
  show?: string
  dialog?: 'grant' | 'new'
}
export type AnalyticsQuery = {
  /** How many months back. */
  months?: string
  /** Storage of providers, or of customers. */
  by?: string
  /** Of which month the cost is. */
  month?: string
  /** Of the customers' margins. */
  sort?: string
}
export type ServerDialog =
  | 'enable'
  | 'disable'
  /** Of one method; the others stay as they are. */
  | `${'on' | 'off'}-${'native' | 'snapshot' | 'files'}`
  | 'files'
  | 'snapshot'
  | 'schedule'
  | 'agent'
  | 'checks'
  | 'keep'
export type ServerQuery = {
  run?: string
  dialog?: ServerDialog
  /** Which backup is to be kept. */
  point?: string
  /** Of the history: which kind and outcome. */
  method?: string
  outcome?: string
}
export type FilesQuery = { point?: string; path?: string; q?: string }
export type WizardQuery = { point?: string; step?: string }
export type RunsQuery = {
  q?: string
  organization_id?: string
  server_id?: string
  provider_account_id?: string
  kind?: string
  show?: string
  since?: string
  until?: string
  /** The lines of their logs in place of the runs. */
  view?: 'lines'
  /** Of those: warnings and errors only. */
  trouble?: 'true'
}

// The brand exists only in types; this is where it is put on.
const make = (pathname: string, query: Query = {}): Path => {
  const pairs = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return (pairs.length > 0 ? `${pathname}?${new URLSearchParams(pairs)}` : pathname) as Path
}

/** Every page there is, by name. */
export const paths = {
  home: () => make('/'),
  dashboard: () => make('/dashboard'),
  analytics: (query?: AnalyticsQuery) => make('/analytics', query),
  recommendations: (query?: { state?: string }) => make('/recommendations', query),
  welcome: () => make('/welcome'),
  signIn: (next?: string) => make('/sign-in', { next }),
  backups: (query?: BackupsQuery) => make('/backups', query),
  agents: (query?: { dialog?: 'add' }) => make('/agents', query),
  storage: (query?: { dialog?: 'add' }) => make('/storage', query),
  operatorTasks: (query?: { status?: string }) => make('/operator-tasks', query),
  customers: (query?: { q?: string; dialog?: 'new' }) => make('/customers', query),
  customer: (organizationId: string) => make(`/customers/${encodeURIComponent(organizationId)}`),
  plans: (query?: PlansQuery) => make('/plans', query),
  providerAccounts: (query?: { dialog?: 'connect' }) => make('/provider-accounts', query),
  providerAccount: (id: string) => make(`/provider-accounts/${encodeURIComponent(id)}`),
  runs: (query?: RunsQuery) => make('/runs', query),
  /** With a line: the log opens at it. */
  run: (runId: string, query?: { line?: string }) => make(`/runs/${encodeURIComponent(runId)}`, query),
  servers: (query?: { q?: string; show?: string; view?: 'cards' | 'table'; dialog?: 'add' }) => make('/servers', query),
  server: (serverId: string, query?: ServerQuery) => make(`/servers/${encodeURIComponent(serverId)}`, query),
  serverFiles: (serverId: string, query?: FilesQuery) => make(`/servers/${encodeURIComponent(serverId)}/files`, query),
  restoreWizard: (serverId: string, query?: WizardQuery) =>
    make(`/servers/${encodeURIComponent(serverId)}/restore`, query),
  restores: (query?: { server_id?: string }) => make('/restores', query),
  restore: (restoreId: string) => make(`/restores/${encodeURIComponent(restoreId)}`),
  team: (query?: { dialog?: 'invite' }) => make('/team', query),
  apiKeys: (query?: { dialog?: 'new' }) => make('/api-keys', query),
  activity: (query?: { action?: string; actor_id?: string; target_id?: string; organization_id?: string }) =>
    make('/activity', query),
  settings: () => make('/settings'),
  notifications: (query?: { dialog?: 'add' }) => make('/settings/notifications', query),
  pieces: () => make('/dev/pieces'),
}

/** Where to go after signing in: only ever a page of ours, whatever the address bar says. */
export function safeNext(next: string | undefined): Path {
  const inside = next !== undefined && /^\/(?![/\\])/.test(next) && !/^\/(sign-in|api)(\/|\?|$)/.test(next)
  return inside ? (next as Path) : paths.home()
}
