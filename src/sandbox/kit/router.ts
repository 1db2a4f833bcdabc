import type { Route } from './cloud.ts'

export type Match = { readonly route: Route; readonly params: Readonly<Record<string, string>> }

/** Finds the first route that fits; `:name` in its path takes one part. */
export const createRouter = (routes: readonly Route[]) => {
  const compiled = routes.map((route) => ({ route, parts: route.path.split('/') }))
  return (method: string, path: string): Match | null => {
    const given = path.split('/')
    for (const { route, parts } of compiled) {
      if (route.method !== method || parts.length !== given.length) continue
      const params = take(parts, given)
      if (params !== null) return { route, params }
    }
    return null
  }
}

const take = (parts: readonly string[], given: readonly string[]): Record<string, string> | null => {
  const params: Record<string, string> = {}
  for (const [index, part] of parts.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':') && value !== '') params[part.slice(1)] = value
    else if (part !== value) return null
  }
  return params
}
