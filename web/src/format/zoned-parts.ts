export type ZonedParts = {
  year: number
  month: number
  day: number
  weekday: string
  month_name: string
  hour: string
  minute: string
  second: string
}

// Month and weekday names are English because every word around them is.
const fields: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
}
const made = new Map<string | undefined, Intl.DateTimeFormat>()
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A moment as calendar and clock show it in a time zone; the reader's own when none is named. */
export function zonedParts(date: Date, timeZone?: string): ZonedParts {
  // Made once for each zone: making one takes longer than a row of a table has.
  const format = made.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { ...fields, timeZone })
  made.set(timeZone, format)
  const parts = format.formatToParts(date)
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
  const month = Number(get('month'))
  return {
    year: Number(get('year')),
    month,
    day: Number(get('day')),
    weekday: get('weekday'),
    month_name: monthNames[month - 1] ?? '',
    hour: get('hour'),
    minute: get('minute'),
    second: get('second'),
  }
}
