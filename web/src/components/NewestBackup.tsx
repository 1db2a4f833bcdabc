import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { providerLabel } from '../lib/provider-facts.ts'
import { Time } from '../ui/Time.tsx'
import styles from './LastBackup.module.css'

/** The newest backup, or the true word for why there is none to name. */
export function NewestBackup({ server, provider }: { server: Server; provider: ProviderSummary | undefined }) {
  const label = providerLabel(server.provider, provider ? [provider] : undefined)
  if (server.last_backup_at !== null)
    return (
      <>
        {server.rpo_status === 'missed' ? (
          <strong className={styles.age} data-tone="bad">
            <Time iso={server.last_backup_at} as="age" />
          </strong>
        ) : (
          <Time iso={server.last_backup_at} as="age" />
        )}
        , <Time iso={server.last_backup_at} />
      </>
    )
  if (server.backups_enabled && provider?.native?.can_list === false)
    return `not known; only the ${label} panel shows it`
  if (server.backups_enabled && server.native.next_at !== null)
    return (
      <>
        none known yet, next from <Time iso={server.native.next_at} />
      </>
    )
  if (server.backups_enabled) return 'none known yet'
  if (server.protections.length === 0) return 'never backed up'
  return provider?.native?.can_list === false ? 'not known' : 'none known'
}
