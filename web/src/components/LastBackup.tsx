import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { formatDuration } from '../format/format-duration.ts'
import { formatExactTime } from '../format/format-exact-time.ts'
import { providerLabel } from '../lib/provider-facts.ts'
import { useNow } from '../lib/use-now.ts'
import { Bytes } from '../ui/Bytes.tsx'
import { Time } from '../ui/Time.tsx'
import { TwoLines } from '../ui/TwoLines.tsx'
import styles from './LastBackup.module.css'

type Props = {
  server: Server
  providers: readonly ProviderSummary[]
  /** On a phone: the age and what is stored, in one line. */
  line?: boolean
}

const tones = { missed: 'bad', at_risk: 'warn', met: undefined } as const

/** How old the newest backup is and when it was taken, or the true word for why there is none to name. */
export function LastBackup({ server, providers, line }: Props) {
  const now = useNow()
  const { last_backup_at: at, rpo_status } = server
  if (at !== null) {
    const age = (
      <time
        dateTime={at}
        title={formatExactTime(at)}
        className={styles.age}
        data-tone={rpo_status === null ? undefined : tones[rpo_status]}
      >
        {formatDuration(now.getTime() - new Date(at).getTime(), { short: true })}
      </time>
    )
    if (!line) return <TwoLines first={age} second={<Time iso={at} narrow />} />
    return server.storage_bytes === null ? (
      age
    ) : (
      <>
        {age} · <Bytes value={server.storage_bytes} />
      </>
    )
  }
  if (!server.backups_enabled) return <span className="bs-dim">never</span>
  const provider = providers.find((one) => one.name === server.provider)
  if (provider?.native?.can_list !== false) return <span className="bs-dim">none yet</span>
  const by = `by ${providerLabel(server.provider, providers)}`
  if (line) return `not listed ${by}`
  return <TwoLines first={<span className="bs-dim">not listed</span>} second={by} />
}
