import type { Random } from '../../src/lib/random.ts'

const junk: readonly unknown[] = [null, '', 'junk', -1, 1.5, 1e21, true, [], {}, [null], { id: 'x' }]

/** The same JSON with one place in it changed or taken away. */
export const spoil = (value: unknown, random: Random): unknown => {
  const choose = <T>(choices: readonly T[]): T | undefined => choices[Math.floor(random.fraction() * choices.length)]
  const isNested = typeof value === 'object' && value !== null && Object.keys(value).length > 0
  if (!isNested || random.fraction() < 0.1) return choose(junk)
  const key = choose(Object.keys(value)) ?? ''
  if (Array.isArray(value)) return value.map((entry, index) => (String(index) === key ? spoil(entry, random) : entry))
  const entries = Object.entries(value)
  if (random.fraction() < 0.2) return Object.fromEntries(entries.filter(([name]) => name !== key))
  return Object.fromEntries(entries.map(([name, entry]) => [name, name === key ? spoil(entry, random) : entry]))
}

/** A `fetch` that asks the real server and spoils some of its answers. Which ones, the seed decides. */
export const spoilingFetch =
  (random: Random, share: number): typeof fetch =>
  async (input, init) => {
    const reply = await fetch(input, init)
    const text = await reply.text()
    const { status, headers } = reply
    if (text === '' || random.fraction() > share) return new Response(text === '' ? null : text, { status, headers })
    return new Response(JSON.stringify(spoil(JSON.parse(text), random)), { status, headers })
  }
