import type { Context } from '../context.ts'
import { personId } from '../identity/person-id.ts'
import { notFound } from '../lib/errors.ts'
import { defaultTiming } from './default-timing.ts'
import { findRecipient, listChoices, listRolesOf } from './queries.ts'
import { NoticeKind, type NoticeTiming, type NotificationChoices } from './schema.ts'

/** What the caller is told by e-mail, and how soon. */
export const getChoices = async (ctx: Context): Promise<NotificationChoices> => {
  const user_id = personId(ctx.caller)
  const person = await findRecipient(ctx.db, user_id)
  if (person === undefined) throw notFound()
  const chosen = await listChoices(ctx.db, user_id)
  const roles = (await listRolesOf(ctx.db, user_id)).map(({ role }) => role)
  return {
    email: person.email,
    email_configured: ctx.config.smtp_url !== null,
    choices: NoticeKind.options.map((kind) => {
      const default_timing = soonest(
        [...roles, ...(person.operator ? (['operator'] as const) : [])].map((role) => defaultTiming(kind, role)),
      )
      return {
        kind,
        timing: chosen.find(({ notice_kind }) => notice_kind === kind)?.timing ?? default_timing,
        default_timing,
      }
    }),
  }
}

/** Of several roles the one that is told soonest: what holds is decided for each organization. */
const soonest = (timings: readonly NoticeTiming[]): NoticeTiming =>
  (['at_once', 'daily'] as const).find((timing) => timings.includes(timing)) ?? 'off'
