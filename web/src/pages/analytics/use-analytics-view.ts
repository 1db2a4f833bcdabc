import { type AnalyticsQuery, paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import type { Sort } from '../../ui/table/table-types.ts'

const periods = ['3', '6', '12'] as const
const sorts = ['-name', 'revenue', '-revenue', 'cost', '-cost', 'margin', '-margin'] as const

/** What the address asks to be shown, and the way to ask for something else. */
export function useAnalyticsView() {
  const go = useGo()
  const query = useAddressQuery()
  const months = periods.find((one) => one === query.get('months')) ?? '12'
  const by = query.get('by') === 'organization' ? ('organization' as const) : ('provider' as const)
  const asked = query.get('month')
  const month = asked !== null && /^20\d\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : undefined
  const sort = sorts.find((one) => one === query.get('sort'))
  const change = (more: AnalyticsQuery) => {
    const next = { months, by, month, sort, ...more }
    go(
      paths.analytics({
        ...next,
        months: next.months === '12' ? undefined : next.months,
        by: next.by === 'provider' ? undefined : next.by,
      }),
      { replace: true },
    )
  }
  const sorted: Sort = { by: sort?.replace('-', '') ?? 'name', descending: sort?.startsWith('-') === true }
  const onSort = ({ by, descending }: Sort) => {
    const next = `${descending ? '-' : ''}${by}`
    change({ sort: next === 'name' ? undefined : next })
  }
  return { months: Number(months), by, month, sort: sort ?? 'name', sorted, onSort, change }
}

export type AnalyticsView = ReturnType<typeof useAnalyticsView>
