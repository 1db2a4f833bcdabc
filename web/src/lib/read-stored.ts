/** A choice kept in this browser. Storage may be forbidden or full; the default stands then. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(`backstay.${key}`)
  } catch {
    return null
  }
}
