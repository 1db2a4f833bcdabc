/** Words as a sentence lists them: Mira; Mira and Jo; Mira, Jo and Ada; Mira, Jo and 3 more. */
export function listWords(words: readonly string[], most = 3): string {
  const shown = words.length > most ? [...words.slice(0, most - 1), `${words.length - most + 1} more`] : [...words]
  const last = shown.pop()
  if (last === undefined) return ''
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : last
}
