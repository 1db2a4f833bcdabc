import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import type { ListState } from '../../api/use-list.ts'
import { countOf } from '../../components/count-of.ts'
import { formatCount } from '../../format/format-count.ts'
import { pointLook, pointName, whyNotRestore } from '../../lib/point-look.ts'
import { useNow } from '../../lib/use-now.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Bytes } from '../../ui/Bytes.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { StateMark } from '../../ui/marks/StateMark.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { Told } from '../../ui/Told.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import styles from './Wizard.module.css'

type Props = {
  points: ListState<RecoveryPoint>
  point: RecoveryPoint
  provider: ProviderSummary | undefined
  onTake: (point: RecoveryPoint) => void
}

/** First step: one of the backups that can be restored, newest first. */
export function BackupStep({ points, point, provider, onTake }: Props) {
  const take = (one: RecoveryPoint) => (
    <Take point={one} chosen={one.id === point.id} whyNot={whyNotRestore(one, provider)} onTake={() => onTake(one)} />
  )
  return (
    <Sheet>
      <Panel flush title="Which backup" count={countOf(points)}>
        <DataTable
          bare
          label="Backups that can be restored"
          noun={['backup', 'backups']}
          rows={points.rows}
          rowKey={(one) => one.id}
          columns={[
            {
              key: 'taken',
              head: 'Taken',
              cell: (one) => (
                <TwoLines strong first={<Time iso={one.taken_at} />} second={<Time iso={one.taken_at} as="age" />} />
              ),
            },
            { key: 'kind', head: 'Backup', width: 150, hide_below: 900, cell: (one) => pointName(one) },
            {
              key: 'files',
              head: 'Files',
              width: 104,
              align: 'right',
              hide_below: 900,
              cell: (one) =>
                one.file_count === null ? (
                  <span className="bs-dim bs-nowrap">{one.method === 'files' ? 'not known' : 'whole server'}</span>
                ) : (
                  formatCount(one.file_count)
                ),
            },
            { key: 'size', head: 'Size', width: 96, align: 'right', cell: (one) => <Bytes value={one.size_bytes} /> },
            { key: 'state', head: 'State', width: 300, cell: (one) => <Standing point={one} /> },
            { key: 'take', head: 'Choose', head_hidden: true, width: 130, align: 'right', cell: take },
          ]}
          item={(one) => ({
            title: <Time iso={one.taken_at} />,
            status: take(one),
            facts: (
              <>
                {pointName(one)} · <Standing point={one} />
              </>
            ),
            aside: <Bytes value={one.size_bytes} />,
          })}
          onOpen={(one) => whyNotRestore(one, provider) === null && onTake(one)}
          empty={<EmptyState title="No other backup">Retention let the others go, or none was taken yet.</EmptyState>}
          error={points.error}
          onRetry={points.onRetry}
          hasMore={points.hasMore}
          loadingMore={points.loadingMore}
          onMore={points.onMore}
        />
      </Panel>
    </Sheet>
  )
}

/** How it ended, whether a drill restored it, and what its warning says. */
function Standing({ point }: { point: RecoveryPoint }) {
  return (
    <span className={styles.standing}>
      <StateBadge flat look={pointLook(point, useNow())} />
      {point.warning && (
        <span className="bs-second">
          <Told text={point.warning.message} />
        </span>
      )}
    </span>
  )
}

type TakeProps = { point: RecoveryPoint; chosen: boolean; whyNot: string | null; onTake: () => void }

function Take({ point, chosen, whyNot, onTake }: TakeProps) {
  return (
    <span className={styles.take}>
      {chosen && (
        <span className="bs-second">
          <StateMark mark="tick" tone="accent" /> chosen
        </span>
      )}
      <ActionButton variant="quiet" disabledReason={whyNot} onClick={onTake}>
        {chosen ? 'Next' : 'Choose'}
        <span className="bs-hidden">
          {' '}
          the backup of <Time iso={point.taken_at} />
        </span>
      </ActionButton>
    </span>
  )
}
