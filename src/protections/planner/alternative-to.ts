import { methodWords } from './method-words.ts'
import type { Lack, OfferDraft, Terms } from './schema.ts'
import { wouldDo } from './would-do.ts'

/** What would do instead, or what to ask for: `fitting` are the drafts that lack nothing. */
export const alternativeTo = (
  lack: Lack,
  draft: OfferDraft,
  { plan, server }: Terms,
  fitting: readonly OfferDraft[],
): string => {
  const [instead] = fitting
  if (instead !== undefined) return wouldDo(instead)
  switch (lack.code) {
    case 'plan_type_not_covered':
      return `Choose a plan for servers of the type ${server.plan_type}.`
    case 'not_in_plan':
      return `Choose a plan with ${methodWords(draft.method)}.`
    case 'beyond_plan':
      return `Ask for ${plan.retention_days} days or less, or choose a plan that keeps longer.`
    case 'too_rare':
      return draft.schedule?.every === 'week' ? 'Ask for one a week.' : 'Ask for one a day.'
    case 'keeps_too_few':
      return 'Ask for fewer of them, or choose a plan with file backups.'
    case 'keeps_too_short':
    case 'life_too_short':
    case 'too_few_slots':
      return shorter(draft)
    default:
      return 'Choose a plan with file backups: they work on any machine.'
  }
}

const shorter = ({ keeps }: OfferDraft): string => {
  const days = keeps?.days ?? 0
  return days < 1
    ? 'Ask for fewer of them, or choose a plan with file backups.'
    : `Choose a plan that keeps ${days} ${days === 1 ? 'day' : 'days'} or less, or one with file backups.`
}
