import { alternativeTo } from './alternative-to.ts'
import { draftFiles } from './draft-files.ts'
import { draftNative } from './draft-native.ts'
import { draftSnapshots } from './draft-snapshots.ts'
import { planLacks } from './plan-lacks.ts'
import { barriers, hindrances, type JudgedDraft, type Terms, type WhyNotCode } from './schema.ts'

/** Which methods give what is asked for, and why the others do not: all that can be said without prices. Pure. */
export const draftOffers = (terms: Terms): JudgedDraft[] => {
  const drafts = [...draftNative(terms), ...draftSnapshots(terms), ...draftFiles(terms)].map((draft) => ({
    ...draft,
    lacks: [...planLacks(terms, draft.method), ...draft.lacks],
  }))
  const fitting = drafts.filter(({ lacks }) => lacks.length === 0)
  return drafts.map((draft) => {
    const { lacks, ...rest } = draft
    return {
      ...rest,
      fits: lacks.length === 0,
      addable: draft.schedule !== null && !lacks.some(({ code }) => bars.has(code)),
      available:
        !lacks.some(({ code }) => hinders.has(code)) &&
        (draft.method !== 'snapshot' || (draft.keeps?.days ?? 0) >= promisedDays(terms)),
      why_not: lacks.map((lack) => ({ ...lack, alternative: alternativeTo(lack, draft, terms, fitting) })),
    }
  })
}

const promisedDays = ({ plan, wish }: Terms) => Math.max(plan.retention_days, wish.retention_days ?? 0)

const bars: ReadonlySet<WhyNotCode> = new Set(barriers)
const hinders: ReadonlySet<WhyNotCode> = new Set(hindrances)
