/** Puts a text on the clipboard. False where the browser forbids it, so that the text can be selected by hand. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Absent on plain http off loopback.
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text)
      return true
    }
  } catch {
    // Refused: the old way below may still work.
  }
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.className = 'bs-hidden'
  // Inside an open dialog the focus trap would pull the focus out of a field that stands elsewhere.
  const host = document.activeElement?.closest('[role="dialog"]') ?? document.body
  host.append(field)
  field.select()
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    field.remove()
  }
}
