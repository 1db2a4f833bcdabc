/** The last moment of a day as a date field gives it, in the reader's own zone. */
export function endOfDay(date: string): string {
  return new Date(`${date}T23:59:59`).toISOString()
}

/** A moment as a date field wants it. */
export function dayOf(iso: string): string {
  const at = new Date(iso)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
