import { useState } from 'react'
import type { OperatorTask } from '../../api/operator-task-types.ts'
import { useOperatorTasks } from '../../api/operator-tasks.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { lazyDialog } from '../../lib/lazy-dialog.tsx'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { Chips } from '../../ui/Chips.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { TasksTable } from './TasksTable.tsx'

const CloseTaskDialog = lazyDialog(
  async () => (await import('./CloseTaskDialog.tsx')).CloseTaskDialog,
  (props) => props.task !== null,
)

const chips = [
  { value: 'open', word: 'To do' },
  { value: 'done', word: 'Done' },
] as const

/** What only a person can do, such as cancelling an add-on in a provider's panel. The shell opens it to operators only. */
export function OperatorTasksPage() {
  const go = useGo()
  const status = useAddressQuery().get('status') === 'done' ? 'done' : 'open'
  const tasks = useOperatorTasks({ status })
  const [closing, setClosing] = useState<OperatorTask | null>(null)
  const count = tasks.rows && !tasks.hasMore ? tasks.rows.length : undefined
  return (
    <>
      <PageHead
        title="Needs operator"
        facts={
          status === 'open' && count
            ? `${formatPlural(count, 'thing')} that no API can do for you`
            : 'What no API can do, and so waits for a person'
        }
      />
      <Toolbar>
        <Chips
          label="Which tasks"
          chips={chips}
          value={status}
          onChange={(value) => go(paths.operatorTasks({ status: value === 'done' ? 'done' : undefined }))}
        />
      </Toolbar>
      <TasksTable
        tasks={tasks}
        onDone={setClosing}
        empty={
          status === 'open' ? (
            <EmptyState title="Nothing needs a hand">
              When a provider's API cannot do something, what to do and where stands here, until you say it is done.
            </EmptyState>
          ) : (
            <EmptyState title="Nothing was done yet">Tasks you mark as done are kept here, with your note.</EmptyState>
          )
        }
      />
      <CloseTaskDialog task={closing} onClose={() => setClosing(null)} />
    </>
  )
}
