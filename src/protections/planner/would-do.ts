import { methodWords } from './method-words.ts'
import type { OfferDraft } from './schema.ts'

/** What would do in place of something else, and what that costs where there is something to say of it. */
export const wouldDo = ({ method, schedule, warnings }: Omit<OfferDraft, 'lacks'>, cost = ''): string => {
  const how =
    schedule === null || schedule.every === 'custom' ? '' : `, ${schedule.every === 'day' ? 'daily' : 'weekly'},`
  const words = methodWords(method)
  const once = warnings.some(({ code }) => code === 'agent_missing') ? ' once the agent is installed' : ''
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${how} would do${once}${cost}.`
}
