import type { Me, Membership } from '../api/types.ts'

/** As what one works here: over the whole installation, or inside one organization. */
export type Scope = { kind: 'operator' } | { kind: 'organization'; membership: Membership }

/** Everything a person can work as; the installation first. */
export function scopesOf(me: Me): Scope[] {
  const organizations = me.memberships.map((membership): Scope => ({ kind: 'organization', membership }))
  return me.operator ? [{ kind: 'operator' }, ...organizations] : organizations
}

export function scopeKey(scope: Scope): string {
  return scope.kind === 'operator' ? 'operator' : scope.membership.organization_id
}

/** The scope chosen last, where it still exists; otherwise the first. Null for somebody without any. */
export function pickScope(scopes: readonly Scope[], wanted: string | null): Scope | null {
  return scopes.find((scope) => scopeKey(scope) === wanted) ?? scopes[0] ?? null
}
