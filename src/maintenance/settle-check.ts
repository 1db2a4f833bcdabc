import type { Context } from '../context.ts'
import { closeOperatorTasks } from '../operator-tasks/close-operator-tasks.ts'
import { raiseOperatorTask } from '../operator-tasks/raise-operator-task.ts'
import { refreshServerFacts } from '../protections/facts/refresh-server-facts.ts'
import { clearDamage } from '../recovery-points/clear-damage.ts'
import { getRepository } from '../repositories/get-repository.ts'
import { recordMaintenance } from '../repositories/record-maintenance.ts'
import type { Repository } from '../repositories/schema.ts'
import type { CheckResult } from './run-check.ts'
import { damageTaskKind } from './trace-damage.ts'

const taskKind = 'repository_check_failed'

/** Keeps what a check found, and resolves with what it is worth. One that failed calls for an operator, and holds prune and retention until one passes. */
export const settleCheck = async (
  ctx: Context,
  { repository, result: found }: { repository: Repository; result: CheckResult },
): Promise<CheckResult> => {
  const { id: repository_id, server_id, server_name, organization_id } = repository
  const result = await withKnownDamage(ctx, repository_id, found)
  if (result.outcome === 'unclear') return result
  await recordMaintenance(ctx, { repository_id, checked: result.outcome })
  if (result.outcome === 'passed') {
    await closeOperatorTasks(ctx, { kinds: [taskKind, damageTaskKind], server_id })
    if ((await clearDamage(ctx, { repository_id })) > 0) await refreshServerFacts(ctx, { server_id })
    return result
  }
  await raiseOperatorTask(ctx, {
    kind: taskKind,
    server_id,
    organization_id,
    title: `The repository of ${server_name} is damaged`,
    detail: `A check found ${result.errors} errors: ${result.message ?? 'see its log'}. Nothing in it is deleted until a check passes. Look at the storage, and make a full backup to another place.`,
  })
  return result
}

/** A check reads only part of the data: what a scrub found damaged is damaged although the rest is in order. */
const withKnownDamage = async (ctx: Context, repository_id: string, result: CheckResult): Promise<CheckResult> => {
  if (result.outcome !== 'passed') return result
  const { damaged_objects } = await getRepository(ctx, { repository_id })
  if (damaged_objects === 0) return result
  const message = `A scrub found ${damaged_objects} stored objects damaged.`
  return { outcome: 'failed', errors: damaged_objects, message }
}
