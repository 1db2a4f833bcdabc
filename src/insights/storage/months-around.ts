import { monthOf } from './month-of.ts'

export type MonthAt = { month: string; at: string; projected: boolean }

/** So many months up to now and after it, each with the moment that stands for it: its end; of this month, now. Pure. */
export const monthsAround = (now: string, { back, ahead }: { back: number; ahead: number }): MonthAt[] => {
  const [year = 0, index = 1] = now.slice(0, 7).split('-').map(Number)
  return Array.from({ length: back + ahead }, (_, step) => {
    const offset = step - (back - 1)
    const total = year * 12 + index - 1 + offset
    const month = `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}`
    const at = offset === 0 ? now : `${monthOf(`${month}-01`).last}T23:59:59.999Z`
    return { month, at, projected: offset > 0 }
  })
}
