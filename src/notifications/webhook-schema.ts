import { z } from 'zod'
import { idSchema } from '../lib/ids.ts'
import type { WebhookDeclaration } from '../route.ts'
import { noticeFacts } from './facts-schema.ts'
import { type AnyNoticeKind, NoticeKind } from './schema.ts'

/** What a webhook of a kind carries: `type`, `timestamp` and `data`, as the Standard Webhooks specification advises. */
const webhookPayload = <K extends AnyNoticeKind>(kind: K) =>
  z
    .object({
      type: z.literal(kind),
      timestamp: z.iso.datetime().describe('When it happened.'),
      data: z.object({
        id: idSchema('ntc'),
        organization_id: z.string().nullable().describe('Null: it is about the whole installation.'),
        organization_name: z.string().nullable(),
        server_id: z.string().nullable(),
        run_id: z.string().nullable(),
        title: z.string(),
        detail: z.string().describe('What happened and what to do, for people.'),
        facts: noticeFacts[kind],
        url: z.url().nullable().describe('The page to look at.'),
      }),
    })
    .meta({ id: `Webhook${kind.replace(/(^|\.)(\w)/g, (_, _dot, letter: string) => letter.toUpperCase())}` })

export type WebhookPayload = { [K in AnyNoticeKind]: z.input<ReturnType<typeof webhookPayload<K>>> }[AnyNoticeKind]

const when: Record<AnyNoticeKind, string> = {
  'target.failing': 'Messages to a target or person do not arrive',
  'backup.missed': 'A server has no good backup by the deadline of its own schedule',
  'backup.failed': 'A backup failed',
  'drill.failed': 'A restore that was to prove a backup failed',
  'work.failed': 'Another run failed, or a provider account cannot be read',
  'subscription.lapsing': 'A subscription ends soon, a payment failed, or places ran out',
  'backup.warning': 'A backup skipped something or shrank',
  'backup.recovered': 'What failed or was missed is well again',
  'restore.finished': 'A restore ended, however',
  'backup.succeeded': 'A backup succeeded',
  'report.weekly': 'The report of a week',
  test: 'Somebody pressed the test button',
}

/** Every webhook that is sent, for the API's document. */
export const notificationWebhooks: readonly WebhookDeclaration[] = [...NoticeKind.options, 'test' as const].map(
  (kind) => ({ name: kind, summary: when[kind], body: webhookPayload(kind) }),
)
