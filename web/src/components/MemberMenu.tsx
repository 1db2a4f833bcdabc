import { IconActivity, IconArrowsUpDown, IconKey, IconLogout, IconUserMinus } from '@tabler/icons-react'
import type { Member } from '../api/types.ts'
import { paths } from '../paths.ts'
import { useGo } from '../shell/use-go.ts'
import { MenuAct } from '../ui/MenuAct.tsx'
import { RowMenu } from '../ui/RowMenu.tsx'

export type MemberActs = {
  onChangeRole: (member: Member) => void
  onRemove: (member: Member) => void
  onResetLink: (member: Member) => void
}

type Props = {
  member: Member
  self: boolean
  /** Owners and operators change roles and remove. */
  manages: boolean
  operator: boolean
  /** Owners, managers and operators read the activity. */
  readsActivity: boolean
  whyStays: string | null
  acts: MemberActs
}

const icon = { size: 16, stroke: 1.6 }

/** What can be done with a member. Nothing at all, and there is no menu. */
export function MemberMenu({ member, self, manages, operator, readsActivity, whyStays, acts }: Props) {
  const go = useGo()
  if (!manages && !self && !readsActivity) return null
  return (
    <RowMenu label={`What can be done with ${member.name}`}>
      {manages && (
        <MenuAct
          icon={<IconArrowsUpDown {...icon} />}
          disabledReason={whyStays}
          onClick={() => acts.onChangeRole(member)}
        >
          Change role…
        </MenuAct>
      )}
      {operator && !self && (
        <MenuAct icon={<IconKey {...icon} />} onClick={() => acts.onResetLink(member)}>
          Password reset link…
        </MenuAct>
      )}
      {readsActivity && (
        <MenuAct
          icon={<IconActivity {...icon} />}
          onClick={() =>
            go(
              paths.activity({
                actor_id: member.user_id,
                organization_id: operator ? member.organization_id : undefined,
              }),
            )
          }
        >
          Show activity
        </MenuAct>
      )}
      {(manages || self) && (
        <MenuAct
          danger
          icon={self ? <IconLogout {...icon} /> : <IconUserMinus {...icon} />}
          disabledReason={whyStays}
          onClick={() => acts.onRemove(member)}
        >
          {self ? 'Leave…' : 'Remove…'}
        </MenuAct>
      )}
    </RowMenu>
  )
}
