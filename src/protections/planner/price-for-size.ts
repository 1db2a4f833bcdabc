import type { Money } from '../../lib/money.ts'

const wordsOf = (text: string) => text.toLowerCase().split(/\s+/).filter(Boolean)

/**
 * The price of a size in a table: by its own name, else by the longest name in the table whose words stand in it one after the
 * other, as `VPS 20` does in `Cloud VPS 20 SSD`. Null when there is none.
 */
export const priceForSize = (
  table: Readonly<Record<string, Money>>,
  size: string | null,
): { name: string; price: Money } | null => {
  if (size === null) return null
  const padded = ` ${wordsOf(size).join(' ')} `
  const [best] = Object.entries(table)
    .map(([name, price]) => ({ name, price, words: wordsOf(name).join(' ') }))
    .filter(({ words }) => words !== '' && padded.includes(` ${words} `))
    .sort((a, b) => b.words.length - a.words.length)
  return best === undefined ? null : { name: best.name, price: best.price }
}
