/**
 * Cells as one line of CSV. Text that a spreadsheet would run as a formula gets an apostrophe in front, since names come from
 * people and providers; numbers stay numbers. Pure.
 */
export const csvLine = (cells: readonly (string | number | boolean | null)[]): string =>
  `${cells.map(cellOf).join(',')}\r\n`

const cellOf = (cell: string | number | boolean | null): string => {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = /^[\s]*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return `"${text.replaceAll('"', '""')}"`
}
