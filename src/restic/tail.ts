const longestLine = 2_000

/** The last lines of something that may be endless. */
export type Tail = { add(line: string): void; lines(): readonly string[] }

export const createTail = (count: number): Tail => {
  const kept: string[] = []
  return {
    add: (line) => {
      kept.push(line.length > longestLine ? `${line.slice(0, longestLine)}…` : line)
      if (kept.length > count) kept.shift()
    },
    lines: () => kept,
  }
}
