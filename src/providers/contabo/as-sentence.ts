/** Words of Contabo's own, on one line, not too long, and ending like a sentence. */
export const asSentence = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 300)
  return /[.!?]$/.test(line) ? line : `${line}.`
}
