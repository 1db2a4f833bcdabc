import { useState } from 'react'
import type { DeliveryState, NotificationDelivery } from '../../../../src/notifications/schema.ts'
import { useNotificationDeliveries } from '../../api/notifications.ts'
import { countOf } from '../../components/count-of.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { channelWords } from '../../lib/notice-words.ts'
import { deliveryLooks } from '../../lib/notification-look.ts'
import { Chips } from '../../ui/Chips.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { TimeCell } from '../../ui/TimeCell.tsx'
import { Told } from '../../ui/Told.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import styles from './Notifications.module.css'

type Shown = DeliveryState | 'all'
const chips = [
  { value: 'all', word: 'All' },
  ...(['failed', 'dead', 'queued', 'sent'] as const).map((value) => ({
    value,
    word: deliveryLooks[value].word,
    look: deliveryLooks[value],
  })),
] as const satisfies readonly { value: Shown; word: string }[]

/** What was sent, and what became of it: with the reason where it did not arrive, and when it is tried again. */
export function DeliveriesPanel() {
  const [shown, setShown] = useState<Shown>('all')
  const deliveries = useNotificationDeliveries(shown === 'all' ? undefined : shown)
  const state = (delivery: NotificationDelivery) => <StateBadge flat look={deliveryLooks[delivery.state]} />
  const whither = ({ channel, recipient }: NotificationDelivery) => `${channelWords[channel]} · ${recipient}`
  const columns: Column<NotificationDelivery>[] = [
    {
      key: 'title',
      head: 'Message',
      cell: (delivery) => (
        <TwoLines
          strong
          first={<Told text={delivery.title} />}
          second={formatPlural(delivery.notice_count, 'notice')}
        />
      ),
    },
    { key: 'to', head: 'To', width: 240, hide_below: 900, cell: whither },
    {
      key: 'state',
      head: 'State',
      width: 300,
      cell: (delivery) => (
        <>
          {state(delivery)}
          <Trouble delivery={delivery} />
        </>
      ),
    },
    { key: 'at', head: 'Made', width: 150, cell: (delivery) => <TimeCell iso={delivery.created_at} /> },
  ]
  return (
    <Panel title="What was sent" count={countOf(deliveries)} flush>
      <div className={styles.chips}>
        <Chips label="Which messages" chips={chips} value={shown} onChange={setShown} />
      </div>
      <DataTable
        label="What was sent"
        noun={['message', 'messages']}
        rows={deliveries.rows}
        rowKey={(delivery) => delivery.id}
        columns={columns}
        item={(delivery) => ({
          title: <TwoLines first={<Told text={delivery.title} />} second={whither(delivery)} />,
          facts: state(delivery),
          aside: <Time iso={delivery.created_at} as="age" />,
          body: <Trouble delivery={delivery} />,
        })}
        empty={
          <EmptyState title={shown === 'all' ? 'Nothing was sent yet' : 'No such message'}>
            {shown === 'all'
              ? 'Messages stand here for 90 days, each with what became of it. A test is one, too.'
              : 'Choose another state above.'}
          </EmptyState>
        }
        error={deliveries.error}
        onRetry={deliveries.onRetry}
        hasMore={deliveries.hasMore}
        loadingMore={deliveries.loadingMore}
        onMore={deliveries.onMore}
        bare
      />
    </Panel>
  )
}

function Trouble({ delivery }: { delivery: NotificationDelivery }) {
  const { last_error, state, next_attempt_at, attempts } = delivery
  if (last_error === null) return null
  return (
    <div className={styles.error}>
      <Told text={last_error} />{' '}
      {state === 'failed' && next_attempt_at !== null && (
        <>
          Tried {formatPlural(attempts, 'time')}; again <Time iso={next_attempt_at} />.
        </>
      )}
    </div>
  )
}
