import { nbsp } from './spaces.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/**
 * A span of time in at most two units, days from 48 hours on: 40 s, 9 min, 7 h 28 min, 3 d 7 h, 12 d.
 * `short` writes m for min, for narrow table columns; `seconds` keeps them beside minutes, for something running now.
 */
export function formatDuration(ms: number, options: { short?: boolean; seconds?: boolean } = {}): string {
  const span = Math.max(0, ms)
  const min = options.short ? 'm' : 'min'
  if (span < minute) return `${Math.floor(span / second)}${nbsp}s`
  if (span < hour) {
    const minutes = `${Math.floor(span / minute)}${nbsp}${min}`
    const rest = Math.floor((span % minute) / second)
    return options.seconds && rest > 0 ? `${minutes} ${rest}${nbsp}s` : minutes
  }
  if (span < 48 * hour) return joined(Math.floor(span / hour), 'h', Math.floor((span % hour) / minute), min)
  if (span < 10 * day) return joined(Math.floor(span / day), 'd', Math.floor((span % day) / hour), 'h')
  return `${Math.floor(span / day)}${nbsp}d`
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const first = `${large}${nbsp}${largeUnit}`
  return small > 0 ? `${first} ${small}${nbsp}${smallUnit}` : first
}
