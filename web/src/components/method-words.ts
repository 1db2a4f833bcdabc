import type { Method, Server } from '../api/server-types.ts'

const words: Record<Method, string> = { native: 'Native', snapshot: 'Snapshot', files: 'Files' }

/** How a server is protected, or is to be: Native, files; null when nothing is wanted or on. */
export function methodsOf(server: Pick<Server, 'protections'>): string | null {
  const used = server.protections.filter((one) => one.desired_state === 'on' || one.observed_state === 'on')
  if (used.length === 0) return null
  if (used.length === 3) return 'All three'
  return used.map((one, index) => (index === 0 ? words[one.method] : words[one.method].toLowerCase())).join(', ')
}

/** The longest retention of what is wanted, in days. */
export function keepsDays(server: Pick<Server, 'protections'>): number | null {
  const days = server.protections.flatMap((one) =>
    one.desired_state === 'on' && one.retention_days !== null ? [one.retention_days] : [],
  )
  return days.length > 0 ? Math.max(...days) : null
}
