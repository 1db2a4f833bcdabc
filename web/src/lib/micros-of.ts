/** A price of a GB as typed, in millionths: it is less than a cent at some, so cents will not do. Null where it is none. */
export function microsOf(text: string): number | null {
  const [, whole, part = ''] = /^(\d{1,3})(?:[.,](\d{1,6}))?$/.exec(text.trim()) ?? []
  return whole === undefined ? null : Number(whole) * 1_000_000 + Number(part.padEnd(6, '0'))
}
