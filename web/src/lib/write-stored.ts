/** Keeps a choice in this browser, or forgets it when the value is null. */
export function writeStored(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`backstay.${key}`)
    else localStorage.setItem(`backstay.${key}`, value)
  } catch {
    // Forbidden or full: the choice lasts as long as the page.
  }
}
