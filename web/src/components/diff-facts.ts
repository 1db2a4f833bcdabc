export type FactChange = { key: string; before: string | null; after: string | null; changed: boolean }

type Facts = Record<string, unknown> | null

/** What was and what is, key by key. `null` on one side: that side says nothing about the key. */
export function diffFacts(before: Facts, after: Facts): FactChange[] {
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return keys.map((key) => {
    const was = before && key in before ? wordOf(before[key]) : null
    const is = after && key in after ? wordOf(after[key]) : null
    return { key: key.replaceAll('_', ' '), before: was, after: is, changed: was !== is }
  })
}

function wordOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(wordOf).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
