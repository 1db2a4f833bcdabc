/** Which row a key moves to, or null when the key means nothing to a table. */
export function nextRow(key: string, at: number, count: number, letters: boolean): number | null {
  const last = count - 1
  if (key === 'ArrowDown' || (letters && key === 'j')) return Math.min(last, at + 1)
  if (key === 'ArrowUp' || (letters && key === 'k')) return Math.max(0, at - 1)
  if (key === 'Home') return 0
  if (key === 'End') return last
  if (key === 'PageDown') return Math.min(last, at + 10)
  if (key === 'PageUp') return Math.max(0, at - 10)
  return null
}
