import { type Context, inTransaction } from '../context.ts'
import { raiseOperatorTask } from '../operator-tasks/raise-operator-task.ts'
import { finishRun } from '../runs/finish-run.ts'
import type { OperatorReason } from './decide-next-step.ts'
import { keepLook } from './keep-look.ts'
import type { Looked, Reconciled } from './look-at-server.ts'
import { reasonOf } from './reason-of.ts'
import { writeProtection } from './write-protection.ts'

/** Kinds of operator tasks that protections raise, and that close when a protection settles. */
export const operatorTaskKinds = [
  'cancel_in_panel',
  'purchase_not_confirmed',
  'addons_not_known',
  'action_hangs',
] as const satisfies OperatorReason[]

const titles: Record<OperatorReason, (label: string, server: string) => string> = {
  cancel_in_panel: (label, server) => `Cancel the backup add-on of ${server} in the ${label} panel`,
  purchase_not_confirmed: (label, server) => `Look whether ${label} took the backup order of ${server}`,
  addons_not_known: (label, server) => `Look whether ${server} has ${label}'s backup add-on already`,
  action_hangs: (label, server) => `Look why ${label} does not end its work on the backups of ${server}`,
}

/** Hands over to a person: the protection says what it waits for, and the operators find it among their tasks. Null when overtaken. */
export const askOperator = (ctx: Context, work: Looked, code: OperatorReason): Promise<Reconciled | null> =>
  inTransaction(ctx, async (ctx) => {
    const { protection, server, provider } = work
    if (!(await keepLook(ctx, work))) return null
    const { label, panel_url } = provider.capabilities
    const reason = reasonOf(code, provider.capabilities)
    const row = await writeProtection(ctx, protection.id, {
      observed_state: work.observed,
      observed_at: ctx.clock.now(),
      phase: 'needs_operator',
      reason: JSON.stringify(reason),
    })
    await raiseOperatorTask(ctx, {
      kind: code,
      server_id: server.id,
      organization_id: server.organization_id,
      title: titles[code](label, server.name),
      detail: reason.message,
      link: panel_url.replace('{ref}', encodeURIComponent(server.provider_ref ?? '')),
    })
    if (protection.run_id !== null)
      await finishRun(ctx, { run_id: protection.run_id, outcome: 'warning', error: reason })
    return { protection: row, again_in_seconds: null }
  })
