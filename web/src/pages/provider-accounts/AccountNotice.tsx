import { Button } from '@mantine/core'
import type { ProviderAccount } from '../../api/provider-account-types.ts'
import { Notice } from '../../ui/Notice.tsx'
import styles from './AccountNotice.module.css'

type Props = {
  account: ProviderAccount
  providerLabel: string
  checking: boolean
  onCheck: () => void
  onChange: () => void
}

/** What is wrong with an account, and the way out. Silent while all is well. */
export function AccountNotice({ account, providerLabel, checking, onCheck, onChange }: Props) {
  const check = (
    <Button onClick={onCheck} loading={checking}>
      Check again
    </Button>
  )
  const notice = {
    unauthorized: (
      <Notice
        tone="bad"
        title={`${providerLabel} refuses these credentials.`}
        actions={
          <>
            {check}
            <Button onClick={onChange}>Change…</Button>
          </>
        }
      >
        {account.status_reason ?? 'Make new ones in its panel.'} Until then nothing here can be synced or switched.
      </Notice>
    ),
    unreachable: (
      <Notice tone="warn" title={`${providerLabel} could not be reached.`} actions={check}>
        {account.status_reason} Backups that are on go on there; Backstay tries again by itself.
      </Notice>
    ),
    unchecked: (
      <Notice tone="info" title="Not checked yet." actions={check}>
        {account.status_reason}
      </Notice>
    ),
    ok: account.status_reason && (
      <Notice tone="warn" title="These credentials may not do everything." actions={check}>
        {account.status_reason}
      </Notice>
    ),
  }[account.status]
  return notice ? <div className={styles.notice}>{notice}</div> : null
}
