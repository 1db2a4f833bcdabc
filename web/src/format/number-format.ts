const made = new Map<string, Intl.NumberFormat>()

/** A format for numbers, made once: making one takes longer than a row of a table has. */
export function numberFormat(locale: string | undefined, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = made.get(key)
  if (known) return known
  const format = new Intl.NumberFormat(locale, options)
  made.set(key, format)
  return format
}
