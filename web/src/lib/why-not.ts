import type { Member, Role } from '../api/types.ts'
import { listWords } from './list-words.ts'

type Members = { rows: readonly Member[] | undefined; hasMore: boolean }

/** Why a member can neither go nor step down now, or null. While not every member is known the server decides. */
export function whyNotLessOwners(member: Member, { rows, hasMore }: Members): string | null {
  if (member.role !== 'owner' || rows === undefined || hasMore) return null
  const owners = rows.filter((other) => other.role === 'owner')
  return owners.length > 1 ? null : 'The only owner stays. Make somebody else owner first.'
}

/** Why somebody with this role may not invite, change or remove people, with whom to ask. */
export function whyNotManagePeople(role: Role | 'operator', { rows }: Pick<Members, 'rows'>): string | null {
  if (role === 'owner' || role === 'operator') return null
  const owners = (rows ?? []).filter((member) => member.role === 'owner').map((member) => member.name)
  return owners.length > 0
    ? `Only owners do this. Ask ${listWords(owners)}.`
    : 'Only owners do this. Ask the one who invited you.'
}

/** Why an operator cannot be removed now, or null. */
export function whyNotLessOperators(operators: {
  rows: readonly unknown[] | undefined
  hasMore: boolean
}): string | null {
  if (operators.rows === undefined || operators.hasMore || operators.rows.length > 1) return null
  return 'The only operator stays. Invite another one first.'
}
