import { countKept } from './count-kept.ts'
import { runScheduleFor } from './run-schedule-for.ts'
import type { OfferDraft, Terms } from './schema.ts'
import { wantedOf } from './wanted-of.ts'

/** Files by our agent: on any machine, at any time, as long as one likes. */
export const draftFiles = (terms: Terms): OfferDraft[] => {
  const wished = terms.wish.schedule ?? 'day'
  const schedule = runScheduleFor(wished)
  const days = wantedOf(terms)
  const count = countKept(wished, days)
  return [
    {
      method: 'files',
      lacks: [],
      schedule,
      keeps: {
        days,
        count,
        words: `${count} ${count === 1 ? 'snapshot' : 'snapshots'} of the files, each for ${days} days`,
      },
      // Files go back to where they were; a server that boots is not made of them.
      restore: { in_place: true, to_new: false, files: true },
      warnings: terms.server.has_agent
        ? []
        : [
            {
              code: 'agent_missing',
              message: 'The agent is not on this server yet. The first backup starts once it is installed.',
            },
          ],
    },
  ]
}
