import type { FieldError } from '../lib/errors.ts'
import { nearestWord } from '../lib/nearest-word.ts'

/** More would not help anybody, and an address can name hundreds. */
const mostNamed = 20

/** What an address asks for that its route does not know: left unsaid, somebody would take what comes back for what was asked for. */
export const unknownQuery = (query: unknown, known: readonly string[]): FieldError[] =>
  Object.keys(typeof query === 'object' && query !== null ? query : {})
    .filter((name) => !known.includes(name))
    .slice(0, mostNamed)
    .map((name) => ({ path: name.slice(0, 200), message: sentence(name, known) }))

const sentence = (name: string, known: readonly string[]): string => {
  const fact = 'This query parameter is not known here.'
  if (known.length === 0) return `${fact} There are none.`
  const nearest = nearestWord(name.slice(0, 100), known)
  const meant = nearest === null ? '' : ` Did you mean ${nearest}?`
  return `${fact}${meant} Known: ${known.join(', ')}.`
}
