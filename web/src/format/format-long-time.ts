/** A minute with its whole day, by the reader's clock: Saturday 21 November 2026, 09:42. */
export function formatLongTime(at: Date): string {
  const day = at.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  return `${day.replace(',', '')}, ${time}`
}
