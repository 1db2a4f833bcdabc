import type { Role } from '../context.ts'
import { defaultTiming } from './default-timing.ts'
import type { NewItem } from './queries.ts'
import { NoticeKind, type NoticeTiming } from './schema.ts'

export type SortedNotice = { id: string; kind: string; organization_id: string | null; again: boolean }
export type Audience = {
  /** Empty while no e-mail can be sent. */
  people: readonly {
    user_id: string
    operator: boolean
    roles: Readonly<Record<string, Role>>
    choices: Readonly<Record<string, NoticeTiming>>
  }[]
  targets: readonly { id: string; organization_id: string | null; notice_kinds: readonly string[] }[]
}

/** Who is told of which notice, and how soon. Pure. */
export const itemsFor = (notices: readonly SortedNotice[], audience: Audience): NewItem[] =>
  notices.flatMap((notice) => {
    const parsed = NoticeKind.safeParse(notice.kind)
    if (!parsed.success) return []
    const kind = parsed.data
    const people = audience.people.flatMap((person): NewItem[] => {
      const role = roleFor(person, kind, notice.organization_id)
      const timing = role === null ? 'off' : soonness(person.choices[kind] ?? defaultTiming(kind, role), notice)
      return timing === 'off' ? [] : [{ notice_id: notice.id, user_id: person.user_id, target_id: null, timing }]
    })
    const targets = audience.targets
      .filter((target) => target.notice_kinds.includes(kind) && hears(target, kind, notice.organization_id))
      .map(({ id }): NewItem => ({ notice_id: notice.id, user_id: null, target_id: id, timing: 'at_once' }))
    return [...people, ...targets]
  })

/** Operators hear of all customers; of their weeks, they have one report of everything instead. */
const roleFor = (
  { operator, roles }: Audience['people'][number],
  kind: NoticeKind,
  organizationId: string | null,
): Role | 'operator' | null => {
  if (organizationId === null) return operator ? 'operator' : null
  const role = roles[organizationId]
  if (role !== undefined) return role
  return operator && kind !== 'report.weekly' ? 'operator' : null
}

const hears = (target: Audience['targets'][number], kind: NoticeKind, organizationId: string | null): boolean =>
  target.organization_id === organizationId || (target.organization_id === null && kind !== 'report.weekly')

const soonness = (timing: NoticeTiming, { again }: SortedNotice): NoticeTiming =>
  timing === 'at_once' && again ? 'daily' : timing
