export type TextOrTime = string | { iso: string }

// As the API writes times into its sentences, or as they come from elsewhere; one that is part of a name or an address is none.
const written =
  /(?<![\w./:-])(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d) UTC|T(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)Z)(?![\w/:-]|\.\w)/g

/** A sentence cut at the times in it, which it tells in UTC, so that they can be told by the reader's clocks. */
export function splitTimes(text: string): TextOrTime[] {
  const parts: TextOrTime[] = []
  let end = 0
  for (const match of text.matchAll(written)) {
    const [whole, day, minute, clock] = match
    const iso = `${day}T${minute ?? clock}Z`
    if (Number.isNaN(Date.parse(iso))) continue
    if (match.index > end) parts.push(text.slice(end, match.index))
    parts.push({ iso })
    end = match.index + whole.length
  }
  if (end < text.length) parts.push(text.slice(end))
  return parts
}
