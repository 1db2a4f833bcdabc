import type { DeliveryState, NotificationTarget } from '../../../src/notifications/schema.ts'
import { type StateLook, states } from '../ui/marks/states.ts'

/* Beside their page and not among all states, which every page loads. */

/** How a message looks by what became of it. */
export const deliveryLooks: Record<DeliveryState, StateLook> = {
  queued: { ...states.run.queued, word: 'Waiting' },
  sent: { ...states.run.succeeded, word: 'Sent' },
  failed: { ...states.rpo.at_risk, word: 'Trying again' },
  dead: { ...states.run.failed, word: 'Given up' },
}

/** How a target looks: whether what is sent there arrives. */
export function targetLook({ enabled, failing_since, last_sent_at }: NotificationTarget): StateLook {
  if (!enabled) return { ...states.protection.paused, word: 'Switched off' }
  if (failing_since !== null) return { ...states.run.failed, word: 'Does not arrive' }
  if (last_sent_at === null) return { ...states.protection.off, word: 'Nothing sent yet' }
  return { ...states.run.succeeded, word: 'Arrives' }
}
