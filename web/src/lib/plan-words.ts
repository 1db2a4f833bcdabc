import type { Plan } from '../api/billing-types.ts'
import { listWords } from './list-words.ts'

/** What a plan gives in a few words: its methods, and that it is no longer sold. */
export function planCovers(plan: Pick<Plan, 'methods' | 'retired_at'>): string {
  const methods = plan.methods.length === 3 ? 'all three methods' : listWords(plan.methods)
  return plan.retired_at === null ? methods : `${methods}, no longer sold`
}
