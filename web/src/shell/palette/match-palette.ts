import type { PaletteItem } from './palette-types.ts'

const order = ['Pages', 'Servers', 'Customers', 'Actions'] as const

/** What fits the typed words, group after group; within a group what begins with them comes first. */
export function matchPalette(items: readonly PaletteItem[], typed: string): PaletteItem[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const fitting = items.filter((item) => {
    // The server has searched these already, by its own rules.
    if (item.group === 'Customers' || item.group === 'Servers') return true
    const text = `${item.word} ${item.detail ?? ''} ${item.also ?? ''}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const begins = (item: PaletteItem) => (words[0] !== undefined && item.word.toLowerCase().startsWith(words[0]) ? 0 : 1)
  return order.flatMap((group) => fitting.filter((item) => item.group === group).sort((a, b) => begins(a) - begins(b)))
}
