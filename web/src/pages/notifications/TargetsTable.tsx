import { IconKey, IconList, IconPlayerPause, IconPlayerPlay, IconSend, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { NotificationTarget } from '../../../../src/notifications/schema.ts'
import { useChangeNotificationTarget, useTestNotificationTarget } from '../../api/notifications.ts'
import type { ListState } from '../../api/use-list.ts'
import { channelWords } from '../../lib/notice-words.ts'
import { targetLook } from '../../lib/notification-look.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MenuAct } from '../../ui/MenuAct.tsx'
import { RowMenu } from '../../ui/RowMenu.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { TimeCell } from '../../ui/TimeCell.tsx'
import { Told } from '../../ui/Told.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { showToast } from '../../ui/toast/show-toast.ts'
import styles from './Notifications.module.css'

type Act = (target: NotificationTarget) => void
type Props = {
  targets: ListState<NotificationTarget>
  add: ReactNode
  onRemove: Act
  onRotate: Act
  onChoose: Act
}

/** Webhooks and chats: where each goes, what it is told, whether it arrives. */
export function TargetsTable({ targets, add, onRemove, onRotate, onChoose }: Props) {
  const state = (target: NotificationTarget) => <StateBadge look={targetLook(target)} />
  const menu = (target: NotificationTarget) => (
    <TargetMenu target={target} onRemove={onRemove} onRotate={onRotate} onChoose={onChoose} />
  )
  const columns: Column<NotificationTarget>[] = [
    {
      key: 'name',
      head: 'Name',
      cell: (target) => <TwoLines strong mono first={target.name} second={target.shown_address} />,
    },
    { key: 'kind', head: 'Kind', width: 110, cell: ({ kind }) => <Tag>{channelWords[kind]}</Tag> },
    {
      key: 'told',
      head: 'Is told',
      width: 110,
      hide_below: 1100,
      cell: ({ notice_kinds }) => `${notice_kinds.length} of 11 kinds`,
    },
    {
      key: 'state',
      head: 'State',
      width: 280,
      cell: (target) => (
        <>
          {state(target)}
          {target.last_error !== null && (
            <div className={styles.error}>
              <Told text={target.last_error} />
            </div>
          )}
        </>
      ),
    },
    {
      key: 'sent',
      head: 'Last arrived',
      width: 150,
      hide_below: 900,
      cell: (target) => <TimeCell iso={target.last_sent_at} />,
    },
    { key: 'menu', head: 'Actions', head_hidden: true, width: 62, align: 'right', cell: menu },
  ]
  return (
    <DataTable
      label="Webhooks and chats"
      noun={['target', 'targets']}
      rows={targets.rows}
      rowKey={(target) => target.id}
      columns={columns}
      item={(target) => ({
        title: <TwoLines mono first={target.name} second={target.shown_address} />,
        status: (
          <>
            <Tag>{channelWords[target.kind]}</Tag>
            {menu(target)}
          </>
        ),
        facts: state(target),
        aside: target.last_sent_at ? (
          <>
            arrived <Time iso={target.last_sent_at} as="age" />
          </>
        ) : (
          'never arrived'
        ),
        body: target.last_error !== null && (
          <div className={styles.error}>
            <Told text={target.last_error} />
          </div>
        ),
      })}
      empty={
        <EmptyState title="No webhooks and no chats" action={add}>
          A target is told what you choose as soon as it happens: a program of yours by a signed webhook, or a channel
          of Slack, Discord, Telegram or ntfy.
        </EmptyState>
      }
      error={targets.error}
      onRetry={targets.onRetry}
      hasMore={targets.hasMore}
      loadingMore={targets.loadingMore}
      onMore={targets.onMore}
      bare
    />
  )
}

function TargetMenu({
  target,
  onRemove,
  onRotate,
  onChoose,
}: Omit<Props, 'targets' | 'add'> & { target: NotificationTarget }) {
  const test = useTestNotificationTarget()
  const change = useChangeNotificationTarget()
  const send = () =>
    test.mutate(target.id, {
      onSuccess: ({ state, last_error }) =>
        state === 'sent'
          ? showToast({ title: 'Test sent.', message: `${target.name} took it.` })
          : showErrorToast('The test did not arrive.', new Error(last_error ?? 'It was not taken.')),
      onError: (error) => showErrorToast('The test was not sent.', error),
    })
  const turn = () =>
    change.mutate(
      { id: target.id, enabled: !target.enabled },
      { onError: (error) => showErrorToast(`${target.name} stays as it was.`, error) },
    )
  return (
    <RowMenu label={`What can be done with ${target.name}`}>
      <MenuAct icon={<IconSend size={16} stroke={1.6} />} onClick={send}>
        Send a test
      </MenuAct>
      <MenuAct icon={<IconList size={16} stroke={1.6} />} onClick={() => onChoose(target)}>
        Choose what it is told…
      </MenuAct>
      <MenuAct
        icon={target.enabled ? <IconPlayerPause size={16} stroke={1.6} /> : <IconPlayerPlay size={16} stroke={1.6} />}
        onClick={turn}
      >
        {target.enabled ? 'Switch off' : 'Switch on'}
      </MenuAct>
      {target.kind === 'webhook' && (
        <MenuAct icon={<IconKey size={16} stroke={1.6} />} onClick={() => onRotate(target)}>
          New secret…
        </MenuAct>
      )}
      <MenuAct danger icon={<IconTrash size={16} stroke={1.6} />} onClick={() => onRemove(target)}>
        Remove…
      </MenuAct>
    </RowMenu>
  )
}
