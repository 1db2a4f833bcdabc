import { IconFileText, IconShieldCheck, IconShieldPlus } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useOverview } from '../../api/overview.ts'
import { useProviders } from '../../api/providers.ts'
import { DemoNotice } from '../../components/DemoNotice.tsx'
import { formatLongTime } from '../../format/format-long-time.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TableSkeleton } from '../../ui/table/TableSkeleton.tsx'
import { WhenSeen } from '../../ui/WhenSeen.tsx'
import styles from './Dashboard.module.css'
import { DashboardChartsWaiting } from './DashboardChartsWaiting.tsx'
import { DashboardStats } from './DashboardStats.tsx'
import { FleetStrip } from './FleetStrip.tsx'
import { NeedsAttention } from './NeedsAttention.tsx'
import { Posture } from './Posture.tsx'
import { RecommendationsPanel } from './RecommendationsPanel.tsx'
import { RunningNow } from './RunningNow.tsx'

// Until the first provider account.
const NoServers = lazy(async () => ({ default: (await import('../../components/NoServers.tsx')).NoServers }))
// Below what most windows show.
const DashboardCharts = lazy(async () => ({ default: (await import('./DashboardCharts.tsx')).DashboardCharts }))

const waiting = <TableSkeleton label="The overview" rows={6} />

/** How the whole installation stands, and what to do next. The shell opens it to operators only. */
export function DashboardPage() {
  const now = useNow()
  const providers = useProviders().data ?? []
  const { data: overview, error, refetch, isRefetching, isPlaceholderData } = useOverview()
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const empty = overview?.servers.all.count === 0
  const without = overview?.posture.unprotected
  return (
    <>
      <PageHead
        title="Dashboard"
        below
        facts={`${formatLongTime(overview?.as_of ? new Date(overview.as_of) : now)} · ${zone}`}
        actions={
          !empty && (
            <>
              <LinkButton leftSection={<IconFileText size={16} stroke={1.6} />} to={paths.runs({ kind: 'backup' })}>
                Backup log
              </LinkButton>
              {without && without.count > 0 && (
                <LinkButton
                  leftSection={<IconShieldPlus size={16} stroke={1.6} />}
                  to={paths.backups({ show: 'unprotected', dialog: 'enable' })}
                >
                  Enable for {formatPlural(without.count, 'server')}…
                </LinkButton>
              )}
              <LinkButton
                variant="filled"
                leftSection={<IconShieldCheck size={16} stroke={1.6} />}
                to={paths.backups()}
              >
                Manage backups
              </LinkButton>
            </>
          )
        }
      />
      <DemoNotice />
      {overview === undefined ? (
        <Sheet>
          {error ? (
            <ErrorState title="The overview could not be loaded" error={error} onRetry={() => void refetch()}>
              Backups go on without this page; nothing is lost.
            </ErrorState>
          ) : (
            waiting
          )}
        </Sheet>
      ) : empty ? (
        <Sheet>
          <Suspense fallback={waiting}>
            <NoServers>How all of them stand is shown here then.</NoServers>
          </Suspense>
        </Sheet>
      ) : (
        <>
          <DashboardStats overview={overview} refreshing={isRefetching && isPlaceholderData} />
          <Sheet className={styles.columns}>
            <div className={styles.side}>
              <NeedsAttention attention={overview.attention} />
              <FleetStrip overview={overview} providers={providers} />
            </div>
            <div className={styles.side}>
              <Posture overview={overview} />
              <RunningNow running={overview.running} />
            </div>
          </Sheet>
          <Sheet>
            <WhenSeen before={<DashboardChartsWaiting />}>
              <DashboardCharts />
            </WhenSeen>
            <RecommendationsPanel />
          </Sheet>
        </>
      )}
    </>
  )
}
