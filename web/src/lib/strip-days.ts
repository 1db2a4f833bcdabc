import type { StripData } from '../ui/strip/strip-codes.ts'

const dayMs = 86_400_000
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

type Days = Pick<StripData, 'files' | 'last_day'>

/** A day of a strip, counted from the oldest: its date in the zone of the schedule, and its name. */
export function stripDay({ files, last_day }: Days, day: number): { date: string; title: string; short: string } {
  const at = dayAt(last_day, files.length - 1 - day)
  const short = `${at.getUTCDate()} ${months[at.getUTCMonth()]}`
  return { date: at.toISOString().slice(0, 10), title: `${weekdays[at.getUTCDay()]} ${short}`, short }
}

/** What stands over a column of strips: the oldest day, and the Monday nearest to the middle with its place. */
export function stripAxis(strip: Days): { first: string; middle: { day: number; word: string } } {
  const middle = strip.files.length / 2
  const mondays = [...strip.files]
    .map((_, day) => day)
    .filter((day) => dayAt(strip.last_day, strip.files.length - 1 - day).getUTCDay() === 1)
  const day = mondays.reduce(
    (best, one) => (Math.abs(one - middle) < Math.abs(best - middle) ? one : best),
    mondays[0] ?? 0,
  )
  return { first: stripDay(strip, 0).short, middle: { day, word: stripDay(strip, day).short } }
}

/** The day of the newest backup that a drill has proved, or null. */
export function lastProved(strip: StripData): string | null {
  const day = strip.proof.lastIndexOf('v')
  return day < 0 ? null : stripDay(strip, day).title
}

/** Noon, so that no rounding reaches another day. */
function dayAt(lastDay: string, age: number): Date {
  return new Date(new Date(`${lastDay}T12:00:00Z`).getTime() - age * dayMs)
}
