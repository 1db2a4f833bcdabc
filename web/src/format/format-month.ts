const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A month such as 2026-11 as people say it: Nov, Nov 2025 in another year; `short` for axes: Dec ’25. */
export function formatMonth(month: string, options: { now: Date; short?: boolean }): string {
  const [year = '', number = '1'] = month.split('-')
  const name = names[Number(number) - 1] ?? month
  if (year === String(options.now.getUTCFullYear())) return name
  return options.short ? `${name} ’${year.slice(2)}` : `${name} ${year}`
}
