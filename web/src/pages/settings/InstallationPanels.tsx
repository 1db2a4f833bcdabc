import { useInstallation } from '../../api/me.ts'
import type { Installation } from '../../api/types.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { Bytes } from '../../ui/Bytes.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Gauge } from '../../ui/Gauge.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Time } from '../../ui/Time.tsx'
import styles from './Settings.module.css'

/** Facts about the installation, for operators: what runs, what it stands on, what still wants doing. */
export function InstallationPanels() {
  const installation = useInstallation(true)
  if (installation.data) {
    return (
      <Sheet columns="two">
        <Running facts={installation.data} />
        <Safety facts={installation.data} />
      </Sheet>
    )
  }
  return (
    <Sheet>
      <Panel title="Installation" flush={installation.error !== null}>
        {installation.error ? (
          <ErrorState
            title="The facts about this installation could not be loaded"
            error={installation.error}
            onRetry={() => void installation.refetch()}
            retrying={installation.isFetching}
          >
            Everything else on this page works.
          </ErrorState>
        ) : (
          <div role="status" aria-label="Loading: the installation">
            <Skeleton width="40%" />
            <Skeleton width="52%" />
            <Skeleton width="34%" />
          </div>
        )}
      </Panel>
    </Sheet>
  )
}

function Running({ facts }: { facts: Installation }) {
  const { database, jobs } = facts
  return (
    <Panel title="Installation">
      <Facts
        rows={[
          ['Version', facts.version],
          ['Runs since', <Time key="since" iso={facts.started_at} />],
          [
            'Reached at',
            <span key="url" className="bs-mono">
              {facts.public_url}
            </span>,
          ],
          ['Roles here', facts.roles.join(', ')],
          [
            'Database',
            <>
              {database.kind} Postgres {database.version}, <Bytes value={database.size_bytes} />
            </>,
          ],
          ['Node', facts.node_version],
          [
            'Jobs',
            <>
              {jobs.running} running, {jobs.queued} queued,{' '}
              {jobs.failed_24h === 0 ? 'none failed in 24 hours' : `${jobs.failed_24h} failed in 24 hours`}
            </>,
          ],
        ]}
      />
    </Panel>
  )
}

function Safety({ facts }: { facts: Installation }) {
  const { two_factor } = facts
  const without = two_factor.operators - two_factor.operators_with
  return (
    <Panel title="Safety">
      <Facts
        rows={[
          ['Root key', <RootKey key="root" fingerprint={facts.root_key_fingerprint} />],
          [
            'E-mail',
            facts.smtp_configured
              ? 'set up; invitations are sent'
              : 'not set up: hand links over yourself, or set SMTP_URL and start again',
          ],
          [
            'Two-factor',
            <div key="two-factor">
              {two_factor.operators_with} of {formatPlural(two_factor.operators, 'operator')}
              {without > 0 && (
                <>
                  ; see under{' '}
                  <AppLink className="bs-link" to={paths.team()}>
                    Operators
                  </AppLink>{' '}
                  who is without
                </>
              )}
              <div className={styles.gauge}>
                <Gauge
                  parts={two_factor.operators_with > 0 ? [{ value: two_factor.operators_with, tone: 'point' }] : []}
                  whole={two_factor.operators}
                  label={`${two_factor.operators_with} of ${two_factor.operators} operators use two-factor sign-in`}
                />
              </div>
            </div>,
          ],
        ]}
      />
    </Panel>
  )
}

function RootKey({ fingerprint }: { fingerprint: string }) {
  return (
    <>
      <span className={styles.row}>
        <span className="bs-mono">{fingerprint}</span>
        <CopyButton variant="plain" size="xs" value={fingerprint} label="Copy the fingerprint of the root key">
          Copy
        </CopyButton>
      </span>
      <p className={styles.help}>
        Compare this fingerprint with that of your copy of the key. Without the key, sealed secrets cannot be read.
      </p>
    </>
  )
}
