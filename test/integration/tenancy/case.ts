import type { Target } from './world.ts'

/**
 * Who may make a call, said here anew rather than read from the route's declaration: what is wrong there must not be right
 * here. A role means that role in the organization the call is about, and operators.
 */
export type Allowed = 'anyone' | 'signed_in' | 'person' | 'viewer' | 'manager' | 'owner' | 'operator' | 'nobody'

export type Case = {
  /** It changes who calls and nothing else, so that nobody calls it about another organization. */
  own?: true
  allowed: Allowed
  /** What those who may get; with `nobody`, what everybody gets who is let so far. */
  status: number
  path(target: Target): string
  body?(target: Target): unknown
  /** What those hear who may not, where it is not what the path alone says: members of the organization, and all others. */
  refused?: { at_home: number; elsewhere: number }
  /** It ends the organization itself, so those who may get one made for the purpose. */
  destroys_organization?: true
}

export const organization =
  (rest = '') =>
  (t: Target) =>
    `/api/organizations/${t.organization_id}${rest}`
export const server =
  (rest = '') =>
  (t: Target) =>
    `/api/servers/${t.server_id}${rest}`

/** Who may not is not told that it exists. */
export const hidden = { at_home: 404, elsewhere: 404 }
export const operatorsOnly = { at_home: 403, elsewhere: 404 }
