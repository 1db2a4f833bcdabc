import { IconExternalLink } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { OperatorTask } from '../../api/operator-task-types.ts'
import type { ListState } from '../../api/use-list.ts'
import { OrganizationName } from '../../components/OrganizationName.tsx'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { Time } from '../../ui/Time.tsx'
import { TimeCell } from '../../ui/TimeCell.tsx'
import { Told } from '../../ui/Told.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import { useRowTabIndex } from '../../ui/table/table-context.ts'
import type { Column } from '../../ui/table/table-types.ts'
import styles from './TasksTable.module.css'

type Props = { tasks: ListState<OperatorTask>; onDone: (task: OperatorTask) => void; empty: ReactNode }

/** The tasks, each with the way to the place where it is done. */
export function TasksTable({ tasks, onDone, empty }: Props) {
  const [openKey, setOpenKey] = useState<string | null>(null)
  const toggle = (task: OperatorTask) => setOpenKey((open) => (open === task.id ? null : task.id))
  const acts = (task: OperatorTask) => (
    <div className={styles.acts}>
      <PanelLink task={task} />
      {task.status === 'open' && (
        <ActionButton aria-label={`Mark done… ${task.title}`} onClick={() => onDone(task)}>
          Mark done…
        </ActionButton>
      )}
    </div>
  )
  const columns: Column<OperatorTask>[] = [
    {
      key: 'title',
      head: 'What to do',
      cell: (task) => <TwoLines strong first={task.title} second={<Told text={firstLine(task.detail)} />} />,
    },
    {
      key: 'customer',
      head: 'Customer',
      width: 170,
      hide_below: 1100,
      cell: (task) =>
        task.organization_id ? <OrganizationName id={task.organization_id} /> : <span className="bs-dim">none</span>,
    },
    {
      key: 'since',
      head: 'When',
      width: 150,
      hide_below: 900,
      cell: (task) => <TimeCell iso={task.status === 'done' ? task.done_at : task.created_at} />,
    },
    { key: 'acts', head: 'Actions', head_hidden: true, width: 250, align: 'right', cell: acts },
  ]
  return (
    <DataTable
      label="Tasks for operators"
      noun={['task', 'tasks']}
      rows={tasks.rows}
      rowKey={(task) => task.id}
      columns={columns}
      item={(task) => ({
        title: task.title,
        facts: task.organization_id ? <OrganizationName id={task.organization_id} /> : null,
        aside: <Time iso={task.done_at ?? task.created_at} as="age" />,
        body: (
          <p className={styles.detail}>
            <Told text={task.detail} />
          </p>
        ),
        actions: acts(task),
      })}
      onOpen={toggle}
      openKey={openKey}
      detail={(task) => <TaskDetail task={task} />}
      empty={empty}
      error={tasks.error}
      onRetry={tasks.onRetry}
      hasMore={tasks.hasMore}
      loadingMore={tasks.loadingMore}
      onMore={tasks.onMore}
    />
  )
}

function TaskDetail({ task }: { task: OperatorTask }) {
  const rest = task.detail.slice(firstLine(task.detail).length).trim()
  return (
    <>
      {rest && (
        <p className={styles.detail}>
          <Told text={rest} />
        </p>
      )}
      {task.server_id && (
        <p className={styles.detail}>
          <AppLink to={paths.server(task.server_id)}>Open the server</AppLink>
        </p>
      )}
      {task.done_at && (
        <p className={styles.detail}>
          Done by {task.done_by ?? 'Backstay'} <Time iso={task.done_at} />. {task.done_note}
        </p>
      )}
    </>
  )
}

function PanelLink({ task }: { task: OperatorTask }) {
  const tabIndex = useRowTabIndex()
  if (!task.link) return null
  return (
    <a className={styles.panel} href={task.link} target="_blank" rel="noreferrer" tabIndex={tabIndex}>
      Open panel
      <IconExternalLink size={16} stroke={1.6} aria-hidden="true" />
      <span className="bs-hidden"> for: {task.title} (opens a new tab)</span>
    </a>
  )
}

const firstLine = (text: string) => text.split('\n')[0] ?? ''
