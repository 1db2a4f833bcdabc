import type { Context } from '../context.ts'
import { closeOperatorTasks } from '../operator-tasks/close-operator-tasks.ts'
import { raiseOperatorTask } from '../operator-tasks/raise-operator-task.ts'
import { recordMaintenance } from '../repositories/record-maintenance.ts'
import type { Repository } from '../repositories/schema.ts'
import type { CheckResult } from './run-check.ts'

const taskKind = 'repository_check_failed'

/** Keeps what a check found. One that failed calls for an operator, and holds prune and retention until one passes. */
export const settleCheck = async (
  ctx: Context,
  { repository, result }: { repository: Repository; result: CheckResult },
): Promise<void> => {
  if (result.outcome === 'unclear') return
  const { id: repository_id, server_id, server_name, organization_id } = repository
  await recordMaintenance(ctx, { repository_id, checked: result.outcome })
  if (result.outcome === 'passed') {
    await closeOperatorTasks(ctx, { kinds: [taskKind], server_id })
    return
  }
  await raiseOperatorTask(ctx, {
    kind: taskKind,
    server_id,
    organization_id,
    title: `The repository of ${server_name} is damaged`,
    detail: `A check found ${result.errors} errors: ${result.message ?? 'see its log'}. Nothing in it is deleted until a check passes. Look at the storage, and make a full backup to another place.`,
  })
}
