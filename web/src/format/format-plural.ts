import { formatCount } from './format-count.ts'

/** A number with its noun: 1 member, 4 members. Irregular nouns name their plural. */
export function formatPlural(count: number, one: string, many = `${one}s`, locale?: string): string {
  return `${formatCount(count, locale)} ${count === 1 ? one : many}`
}
