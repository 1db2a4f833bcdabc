import type { Member, Organization } from '../../api/types.ts'
import type { ListState } from '../../api/use-list.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { listWords } from '../../lib/list-words.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Time } from '../../ui/Time.tsx'

/** What there is to know about an organization besides its lists. */
export function CustomerFacts({ organization, members }: { organization: Organization; members: ListState<Member> }) {
  const known = members.rows && !members.hasMore ? members.rows : undefined
  const owners = known?.filter((member) => member.role === 'owner').map((member) => member.name)
  const safe = known?.filter((member) => member.two_factor_enabled).length
  return (
    <Facts
      rows={[
        ['Created', <Time key="created" iso={organization.created_at} />],
        ['Last changed', <Time key="changed" iso={organization.updated_at} />],
        ['Members', organization.member_count === 0 ? 'none yet' : formatPlural(organization.member_count, 'member')],
        ...(owners
          ? [[owners.length === 1 ? 'Owner' : 'Owners', owners.length > 0 ? listWords(owners) : 'none yet'] as const]
          : []),
        ...(safe !== undefined && known && known.length > 0
          ? [['Two-factor', `${safe} of ${known.length}`] as const]
          : []),
        ...(organization.house ? [['Kind', 'house: holds servers that belong to no customer yet'] as const] : []),
      ]}
    />
  )
}
