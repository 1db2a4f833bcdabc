import { type RawBuilder, sql } from 'kysely'
import type { DayWent } from './schema.ts'

// Word for word as in the indexes of migration 0017, which serve no other text.
const hasMiss = sql<boolean>`(strip ->> 'image') || (strip ->> 'files') ~ 'm'`
const hasWarning = sql<boolean>`(strip ->> 'image') || (strip ->> 'files') ~ '[wx]'`
const hasGood = sql<boolean>`(strip ->> 'image') || (strip ->> 'files') ~ '[pe]'`

/** The letters of both tracks on a day; empty outside the strip. */
const lettersOf = (day: string) => {
  const place = sql`30 - ((strip ->> 'last_day')::date - ${day}::date)`
  const letter = (track: 'image' | 'files') =>
    sql`case when ${place} between 1 and 30 then substr(strip ->> ${sql.lit(track)}, ${place}, 1) else '' end`
  return sql`(${letter('image')} || ${letter('files')})`
}

/** Servers whose strip has a day that went so; without `day`, any of its days where nothing else is asked. */
export const wentCondition = (went: DayWent, day: string | undefined): RawBuilder<boolean> => {
  if (day === undefined) return { missed: hasMiss, warning: hasWarning, good: hasGood }[went]
  const letters = lettersOf(day)
  if (went === 'missed') return sql<boolean>`(${hasMiss} and ${letters} ~ 'm')`
  if (went === 'warning') return sql<boolean>`(${hasWarning} and ${letters} ~ '[wx]' and ${letters} !~ 'm')`
  return sql<boolean>`(strip is not null and ${letters} ~ '[pe]' and ${letters} !~ '[mwx]')`
}
