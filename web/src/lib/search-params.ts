type Search = Record<string, unknown>

/** An address's query as plain texts. The router's own way would turn `q=007` into a number. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

export function stringifySearch(search: Search): string {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value]] : [],
  )
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ''
}

/** A parameter of free text, cut to a length nobody types. */
export function textParam(search: Search, name: string, max = 200): string | undefined {
  const value = search[name]
  return typeof value === 'string' && value !== '' ? value.slice(0, max) : undefined
}

/** A parameter that has one of a few values; anything else counts as absent. */
export function choiceParam<Value extends string>(
  search: Search,
  name: string,
  values: readonly Value[],
): Value | undefined {
  return values.find((value) => value === search[name])
}
