import { PageHead } from '../../ui/PageHead.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { CostSection } from './CostSection.tsx'
import { MarginSection } from './MarginSection.tsx'
import { MoneySection } from './MoneySection.tsx'
import { RevenueSection } from './RevenueSection.tsx'
import { StorageSection } from './StorageSection.tsx'
import { useAnalyticsView } from './use-analytics-view.ts'

const periods = [
  { value: '3', word: '3 months' },
  { value: '6', word: '6 months' },
  { value: '12', word: '12 months' },
]

/** What is stored, what that costs and what it brings, over time. The shell opens it to operators only. */
export function AnalyticsPage() {
  const view = useAnalyticsView()
  return (
    <>
      <PageHead
        title="Analytics"
        below
        facts="By days in UTC, each written down once it is over"
        actions={
          <Segments
            label="Period"
            choices={periods}
            value={String(view.months)}
            onChange={(months) => view.change({ months })}
          />
        }
      />
      <StorageSection view={view} />
      <MoneySection months={view.months} />
      <CostSection view={view} />
      <RevenueSection months={view.months} />
      <MarginSection view={view} />
    </>
  )
}
