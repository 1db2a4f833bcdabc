import { z } from 'zod'
import { Method } from '../schema.ts'

/** The whole history of a server, day by day. */
export const Timeline = z
  .object({
    time_zone: z.string().describe('The days are those of its clocks.'),
    first_day: z.iso
      .date()
      .describe('Of the first letter: a year ago, or up to two years where there are backups that old.'),
    last_day: z.iso.date().describe('Today, the last letter.'),
    lanes: z
      .array(
        z.object({
          method: Method,
          days: z
            .string()
            .describe(
              "A letter a day as in a server's strip. Days before those of the strip know no schedule: one is missed when a backup failed and none came.",
            ),
        }),
      )
      .describe('One for each method that is wanted or has left backups.'),
    proof: z.string().describe('A letter a day: v proved by a drill, x a drill failed, a dot for neither.'),
    added_bytes: z
      .array(z.number().int().nullable())
      .describe('What the file backups of each day added; null without any.'),
  })
  .meta({ id: 'Timeline' })
export type Timeline = z.infer<typeof Timeline>

/** What is recorded of one day and method, whatever the number of backups. */
export type RecordedDay = {
  method: Method
  day: string
  standing: DayStanding
  added_bytes: number
}

/** The best that is left of a day, but for trouble, which counts whatever stands beside it. */
export type DayStanding = 'troubled' | 'available' | 'gone' | 'forgotten'
