import { IconPencil, IconPlugConnected, IconRefresh, IconTrash } from '@tabler/icons-react'
import type { ProviderAccount } from '../../api/provider-account-types.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { MenuAct } from '../../ui/MenuAct.tsx'
import type { useAccountActs } from './use-account-acts.ts'

type Props = {
  account: ProviderAccount
  acts: ReturnType<typeof useAccountActs>
  onChange: () => void
  onRemove: () => void
  /** Left out where the page has a button for it. */
  withSync?: boolean
}

const icon = { size: 16, stroke: 1.6 }

/** The entries of an account's menu, the same in the list and on its page. */
export function AccountMenuActs({ account, acts, onChange, onRemove, withSync }: Props) {
  return (
    <>
      {withSync && (
        <MenuAct icon={<IconRefresh {...icon} />} onClick={() => acts.sync(account)}>
          Sync now
        </MenuAct>
      )}
      <MenuAct icon={<IconPlugConnected {...icon} />} onClick={() => acts.check(account)}>
        Check again
      </MenuAct>
      <MenuAct icon={<IconPencil {...icon} />} onClick={onChange}>
        Change…
      </MenuAct>
      <MenuAct
        danger
        icon={<IconTrash {...icon} />}
        disabledReason={
          account.protected_count > 0
            ? `${formatPlural(account.protected_count, 'server has', 'servers have')} backups on. Switch those off first.`
            : null
        }
        onClick={onRemove}
      >
        Remove…
      </MenuAct>
    </>
  )
}
