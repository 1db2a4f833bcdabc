import { type StripCode, type StripData, stripWords } from './strip-codes.ts'

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const dayMs = 86_400_000

// These are read with their dates; the others are told as counts, which is what one wants to hear of 27 good days.
const dated: readonly StripCode[] = ['w', 'm']
const order: readonly StripCode[] = ['p', 'w', 'x', 'm', 'r', 'o', 'e', 'z', 'u']

/** A strip in words, for those who do not see it: "Last 30 days. Files: 27 restorable, warning 31 Oct, missed 10 and 11 Nov. …" */
export function stripLabel(data: StripData): string {
  const days = data.files.length
  const parts = [trackWords('Files', data.files, data), trackWords('Image', data.image, data)]
  const proved = daysWith(data.proof, 'v')
  const failed = daysWith(data.proof, 'x')
  if (proved.length > 0) parts.push(`Proved ${dates(proved, days, data.last_day)}`)
  if (failed.length > 0) parts.push(`Drill failed ${dates(failed, days, data.last_day)}`)
  return `Last ${days} days. ${parts.join('. ')}.`
}

function trackWords(name: string, codes: string, data: StripData): string {
  const said = order.flatMap((code) => {
    const found = daysWith(codes, code)
    if (found.length === 0) return []
    if (dated.includes(code)) return [`${stripWords[code]} ${dates(found, codes.length, data.last_day)}`]
    if (found.length === 1 && (code === 'o' || code === 'r'))
      return [`${stripWords[code]} ${dates(found, codes.length, data.last_day)}`]
    return [`${found.length} ${stripWords[code]}`]
  })
  return `${name}: ${said.length > 0 ? said.join(', ') : 'none expected'}`
}

function daysWith(codes: string, letter: string): number[] {
  return [...codes].flatMap((code, day) => (code === letter ? [day] : []))
}

/** "10 and 11 Nov", "26 Oct, 2 and 9 Nov", "today": the month once, after the last of its days. */
function dates(indexes: number[], days: number, lastDay: string): string {
  const last = new Date(`${lastDay}T00:00:00Z`).getTime()
  const words = indexes.map((index, at) => {
    if (index === days - 1) return 'today'
    const date = new Date(last - (days - 1 - index) * dayMs)
    const next = indexes[at + 1]
    const nextDate = next === undefined || next === days - 1 ? null : new Date(last - (days - 1 - next) * dayMs)
    const month = monthNames[date.getUTCMonth()]
    return nextDate?.getUTCMonth() === date.getUTCMonth() ? `${date.getUTCDate()}` : `${date.getUTCDate()} ${month}`
  })
  const tail = words.at(-1) ?? ''
  return words.length < 2 ? tail : `${words.slice(0, -1).join(', ')} and ${tail}`
}
