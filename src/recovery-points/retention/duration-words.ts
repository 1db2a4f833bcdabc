import type { Duration } from './schema.ts'

/** "1 year 6 months". */
export const durationWords = (duration: Duration): string =>
  (['years', 'months', 'days', 'hours'] as const)
    .flatMap((unit) => {
      const count = duration[unit]
      return count === undefined ? [] : [`${count} ${count === 1 ? unit.slice(0, -1) : unit}`]
    })
    .join(' ')
