import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { raiseOperatorTask } from '../operator-tasks/raise-operator-task.ts'
import { finishRun } from '../runs/finish-run.ts'
import type { RunError } from '../runs/schema.ts'
import { continueRestoreTask } from '../tasks.ts'
import { endOrder } from './order-queries.ts'
import { deleteServer, type ServerRow, updateServer } from './queries.ts'

export type DeploymentEnd =
  /** It runs. */
  | 'made'
  /** The provider made something, but says that it failed. */
  | 'made_badly'
  /** There is one, but it was not up in time. */
  | 'slow'
  /** Nothing was ordered, or the order was refused. */
  | 'nothing_made'
  /** The order was sent, and nobody can say what became of it. */
  | 'not_known'

/** Ends a deployment with what is true: a server that was never made is taken away again, since there is nothing to protect. */
export const endDeployment = (
  ctx: Context,
  input: { run_id: string; server: ServerRow; end: DeploymentEnd; error?: RunError; of_point?: boolean | undefined },
): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { run_id, server, end } = input
    await endOrder(ctx.db, run_id)
    if (end === 'made' && input.of_point === true) {
      await ctx.jobs.enqueue(ctx.db, continueRestoreTask, { run_id })
      return
    }
    if (end === 'made') {
      await finishRun(ctx, { run_id, outcome: 'succeeded' })
      return
    }
    const error = input.error ?? errors[end](server.name)
    await finishRun(ctx, { run_id, outcome: end === 'slow' ? 'warning' : 'failed', error })
    if (end === 'slow') return
    if (end === 'made_badly') await updateServer(ctx.db, server.id, { status: 'error', updated_at: ctx.clock.now() })
    else await deleteServer(ctx.db, server.id)
    await recordChange(ctx, {
      action: 'server.deployment_failed',
      organization_id: server.organization_id,
      target: { id: server.id, name: server.name },
      after: { reason: error.message },
    })
    if (end === 'not_known')
      await raiseOperatorTask(ctx, {
        kind: 'look_for_server',
        server_id: server.id,
        organization_id: server.organization_id,
        title: `Look for ${server.name} in the provider's panel`,
        detail: `An order for ${server.name} was sent, and the connection broke before the answer came. No such server was found within an hour. If there is one, the next sync brings it in: give it to ${server.organization_name}, or delete it in the panel, since it costs money.`,
      })
  })

const errors: Record<Exclude<DeploymentEnd, 'made'>, (name: string) => RunError> = {
  made_badly: () => ({ code: 'provider_refused', message: 'The provider did not make the server.' }),
  slow: (name) => ({
    code: 'provider_slow',
    message: `${name} was made, but did not start within an hour. The next sync shows how it is.`,
  }),
  nothing_made: (name) => ({ code: 'cancelled', message: `${name} was not ordered.` }),
  not_known: (name) => ({
    code: 'effect_unknown',
    message: `The provider did not say whether it made ${name}, and no such server was found. An operator looks for it.`,
  }),
}
