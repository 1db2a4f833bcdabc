import { AppError } from '../lib/errors.ts'
import type { Capabilities } from '../providers/provider.ts'
import { draftOffers } from './planner/draft-offers.ts'
import type { Terms } from './planner/schema.ts'
import type { PromisedPlan } from './reserve-place.ts'

type Refused = {
  server: Terms['server']
  capabilities: Capabilities
  plan: PromisedPlan
  asked_days?: number | undefined
}

/** Why a provider's own backups do not keep what a plan promises, in the planner's words, and what would. */
export const nativeRefusal = ({ server, capabilities, plan, asked_days }: Refused): AppError => {
  const { plan_name, ...rest } = plan
  const [best] = draftOffers({ server, capabilities, plan: { name: plan_name, ...rest }, wish: {} })
    .filter(({ method }) => method === 'native')
    .sort((a, b) => (b.keeps?.days ?? 0) - (a.keeps?.days ?? 0))
  const kept_days = best?.keeps?.days ?? 0
  if (asked_days !== undefined && asked_days > kept_days && plan.retention_days <= kept_days)
    return new AppError('method_unavailable', {
      message: `${capabilities.label} keeps its own backups for ${kept_days} days, and ${asked_days} are asked for. Ask for ${kept_days} or fewer, or choose methods ["files"].`,
      details: { asked_days, kept_days },
    })
  const why = best?.why_not ?? []
  const sentences = [...why.map(({ message }) => message), ...new Set(why.map(({ alternative }) => alternative))]
  return new AppError('method_unavailable', {
    message: sentences.join(' '),
    details: { promised_days: plan.retention_days, kept_days },
  })
}
