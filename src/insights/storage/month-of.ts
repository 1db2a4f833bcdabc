/** A day's month: its first and last day, how many days it has, and which of them the day is. */
export const monthOf = (day: string): { month: string; first: string; last: string; days: number; number: number } => {
  const month = day.slice(0, 7)
  const [year = 0, index = 1] = month.split('-').map(Number)
  const days = daysIn(year, index)
  return { month, first: `${month}-01`, last: `${month}-${days}`, days, number: Number(day.slice(8, 10)) }
}

const short = [4, 6, 9, 11]
const daysIn = (year: number, month: number): number => {
  if (month !== 2) return short.includes(month) ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}
