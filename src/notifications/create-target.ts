import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator, requireRole } from '../context.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import { newWebhookSecret } from './new-webhook-secret.ts'
import { requireAddress } from './require-address.ts'
import { type CreateTargetInput, NoticeKind, type TargetWithSecret } from './schema.ts'
import { sealTarget } from './seal-target.ts'
import { shownAddress } from './shown-address.ts'
import { countTargets, insertTarget } from './target-queries.ts'
import { toTarget } from './to-target.ts'

const mostTargets = 50
/** What is chosen where nobody says: what went wrong, and that it is over. */
const usualKinds = NoticeKind.options.filter(
  (kind) => !['backup.succeeded', 'backup.warning', 'report.weekly', 'subscription.lapsing'].includes(kind),
)

/** Adds a webhook or chat. The secret of a webhook is in this reply and never again. */
export const createTarget = (ctx: Context, input: CreateTargetInput): Promise<TargetWithSecret> =>
  inTransaction(ctx, async (ctx) => {
    const organization_id = organizationOf(ctx, input)
    requireAddress(input.settings, organization_id)
    if ((await countTargets(ctx.db, organization_id)) >= mostTargets)
      throw new AppError('conflict', { message: `There are ${mostTargets} targets already. Remove one first.` })
    const id = ctx.ids.make('ntg')
    const now = ctx.clock.now()
    const { kind } = input.settings
    const secret = kind === 'webhook' ? newWebhookSecret(ctx) : null
    const secrets = secret === null ? [] : [{ secret, until: null }]
    const row = await insertTarget(ctx.db, {
      id,
      organization_id,
      kind,
      name: input.name,
      shown_address: shownAddress(input.settings),
      sealed_settings: sealTarget(ctx, id, { settings: input.settings, secrets }),
      notice_kinds: input.notice_kinds ?? usualKinds,
      created_at: now,
      updated_at: now,
    })
    await recordChange(ctx, {
      action: 'notification_target.created',
      organization_id,
      target: { id, name: row.name },
      after: { kind, shown_address: row.shown_address, notice_kinds: row.notice_kinds },
    })
    return { ...toTarget(row), secret }
  })

const organizationOf = (ctx: Context, input: CreateTargetInput): string | null => {
  const { caller } = ctx
  if (input.organization_id === null) {
    requireOperator(caller)
    return null
  }
  const only = caller.memberships.length === 1 ? caller.memberships[0]?.organization_id : undefined
  const organization_id = input.organization_id ?? only
  if (organization_id === undefined)
    throw invalidField('organization_id', "Say which organization this is for; null is the installation's own.")
  requireRole(caller, organization_id, 'manager')
  return organization_id
}
