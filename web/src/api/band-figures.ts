import { useQuery } from '@tanstack/react-query'
import type { RevenueAnalytics, StorageAnalytics } from '../../../src/insights/storage/schema.ts'
import type { Money } from '../format/format-money.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'

/** What subscriptions bring in this month, one amount for each currency. For operators. */
export function useRevenueNow() {
  return useQuery({
    queryKey: keys.revenueNow,
    queryFn: async ({ signal }): Promise<Money[]> => {
      const query = { by: 'plan', months: 1 }
      const { month, months } = await request<RevenueAnalytics>('/api/analytics/revenue', { query, signal })
      const sums = new Map<string, number>()
      for (const row of months)
        if (row.month === month) sums.set(row.currency, (sums.get(row.currency) ?? 0) + row.revenue_minor)
      return [...sums].map(([currency, amount_minor]) => ({ currency, amount_minor }))
    },
  })
}

const weekDays = 7

/** By how many bytes what is stored grew in the last seven days that are over; null where they are not all written down. */
export function useGrowthOfWeek() {
  return useQuery({
    queryKey: keys.growthOfWeek,
    queryFn: async ({ signal }) =>
      growthOf(await request<StorageAnalytics>('/api/analytics/storage', { query: { by: 'provider' }, signal })),
  })
}

function growthOf({ data }: StorageAnalytics): number | null {
  const days = [...new Set(data.flatMap((one) => one.days.map(({ day }) => day)))].sort()
  const [from, to] = [days.at(-1 - weekDays), days.at(-1)]
  if (from === undefined || to === undefined) return null
  const on = (wanted: string) =>
    data.flatMap((one) => one.days).reduce((sum, { day, bytes }) => sum + (day === wanted ? bytes : 0), 0)
  return on(to) - on(from)
}
