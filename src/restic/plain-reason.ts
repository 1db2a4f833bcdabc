/** What restic gives as its reason, for a sentence: without its "Fatal: ", which it puts before its own and a command's words again and again. */
export const plainReason = (text: string): string => {
  const words = text
    .replace(/\bFatal:\s*/g, '')
    .trim()
    .replace(/[.\s]+$/, '')
  // A name of a program keeps its letters.
  return /^[a-z]+ /.test(words) ? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}` : words
}
