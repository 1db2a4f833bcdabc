import { kindWords } from './kind-words.ts'
import { NoticeKind } from './schema.ts'

type Counted = { kind: string; count: number; title: string }

/** The subject of a message: of one notice its own title, else how many there are of each kind, the most urgent first. */
export const titleOf = (kinds: readonly Counted[]): string => {
  const [only, ...others] = kinds
  if (only !== undefined && others.length === 0 && only.count === 1) return only.title
  const order: readonly string[] = NoticeKind.options
  const sorted = [...kinds].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  return sorted.map(({ kind, count }) => kindWords(kind, count)).join(', ')
}
