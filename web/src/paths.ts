declare const path: unique symbol
/** An address inside this application. Made here and nowhere else, so that a link cannot lead into nothing. */
export type Path = string & { readonly [path]: true }

type Query = Record<string, string | undefined>

// The brand exists only in types; this is where it is put on.
const make = (pathname: string, query: Query = {}): Path => {
  const pairs = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return (pairs.length > 0 ? `${pathname}?${new URLSearchParams(pairs)}` : pathname) as Path
}

/** Every page there is, by name. */
export const paths = {
  home: () => make('/'),
  welcome: () => make('/welcome'),
  signIn: (next?: string) => make('/sign-in', { next }),
  customers: (query?: { q?: string; dialog?: 'new' }) => make('/customers', query),
  customer: (organizationId: string) => make(`/customers/${encodeURIComponent(organizationId)}`),
  servers: (query?: { q?: string; show?: string; view?: 'cards' | 'table' }) => make('/servers', query),
  server: (serverId: string, query?: { run?: string; dialog?: 'enable' | 'disable' }) =>
    make(`/servers/${encodeURIComponent(serverId)}`, query),
  plans: (query?: { plan?: string; checkout?: 'paid' | 'left' }) => make('/plans', query),
  team: (query?: { dialog?: 'invite' }) => make('/team', query),
  apiKeys: (query?: { dialog?: 'new' }) => make('/api-keys', query),
  activity: (query?: { action?: string; actor_id?: string; target_id?: string; organization_id?: string }) =>
    make('/activity', query),
  settings: () => make('/settings'),
  pieces: () => make('/dev/pieces'),
}

/** Where to go after signing in: only ever a page of ours, whatever the address bar says. */
export function safeNext(next: string | undefined): Path {
  const inside = next !== undefined && /^\/(?![/\\])/.test(next) && !/^\/(sign-in|api)(\/|\?|$)/.test(next)
  return inside ? (next as Path) : paths.home()
}
