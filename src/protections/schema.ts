import { z } from 'zod'
import { idSchema } from '../lib/ids.ts'

export const methods = ['native', 'snapshot', 'files'] as const
export const Method = z.enum(methods)
export type Method = z.infer<typeof Method>

/** A change at the provider that was sent, or was about to be. Written and committed before it is sent. */
export type Attempt = {
  kind: 'enable' | 'disable'
  /** ISO; of the first time it was sent. */
  started_at: string
  /** `sending`: written before the call; seen again only after a crash. `unknown`: no answer came. */
  outcome: 'sending' | 'sent' | 'unknown'
  sends: number
  /** The provider's own operation to follow. */
  action: string | null
  /** The server's add-ons before a purchase, to learn from what appears which of them it is. */
  addons_before: number[] | null
}

export const phases = ['idle', 'enabling', 'disabling', 'paused', 'needs_operator', 'failed'] as const

export const Protection = z
  .object({
    id: idSchema('prt'),
    server_id: idSchema('srv'),
    method: Method,
    desired_state: z.enum(['on', 'off']),
    observed_state: z.enum(['on', 'off', 'unknown']),
    observed_at: z.iso.datetime().nullable(),
    phase: z.enum(phases),
    reason: z
      .object({ code: z.string(), message: z.string() })
      .nullable()
      .describe('Why it stands in this phase, and what to do.'),
    drift: z.boolean().describe('Desired and observed differ with nothing under way.'),
    plan_id: idSchema('pln').nullable().describe('The plan whose place it takes.'),
    retention_days: z.number().int().nullable(),
    beyond_subscription: z
      .boolean()
      .describe('It goes on although no place is paid for: the cost is the operator’s until somebody decides.'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Protection' })
export type Protection = z.infer<typeof Protection>
