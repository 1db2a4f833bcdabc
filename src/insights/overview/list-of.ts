/** The address of a list with a filter, as a page or a person asks for it. Pure. */
export const listOf = (path: string, filter: Readonly<Record<string, string | undefined>>): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value)
  return query.size === 0 ? path : `${path}?${query}`
}
