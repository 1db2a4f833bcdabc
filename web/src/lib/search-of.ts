/** What most lists are searched for at most. */
export const longestSearch = 100

/** What a list is searched for, as the API takes it, whatever the address says. */
export const searchOf = (query: URLSearchParams, longest: number = longestSearch): string =>
  (query.get('q') ?? '').trim().slice(0, longest)
