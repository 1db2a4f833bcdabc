import { useRecommendations } from '../../api/recommendations.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { useViewer } from '../../shell/viewer.ts'
import { Chips } from '../../ui/Chips.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Time } from '../../ui/Time.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { TableFoot } from '../../ui/table/TableFoot.tsx'
import { TableSkeleton } from '../../ui/table/TableSkeleton.tsx'
import { RecommendationRows } from './RecommendationRows.tsx'

const chips = [
  { value: 'open', word: 'Open' },
  { value: 'snoozed', word: 'Put off' },
  { value: 'dismissed', word: 'Dismissed' },
  { value: 'applied', word: 'Applied' },
] as const
type State = (typeof chips)[number]['value']

const emptyTitles: Record<State, string> = {
  open: 'Nothing to recommend',
  snoozed: 'Nothing is put off',
  dismissed: 'Nothing was dismissed',
  applied: 'Nothing was applied lately',
}

/** All advice, with what people said to it: for operators of all customers, for members of the organization they work in. */
export function RecommendationsPage() {
  const go = useGo()
  const { scope } = useViewer()
  const operator = scope.kind === 'operator'
  const asked = useAddressQuery().get('state')
  const state = chips.find(({ value }) => value === asked)?.value ?? 'open'
  const { rows, firstPage, error, onRetry, hasMore, loadingMore, onMore } = useRecommendations(state, {
    organization_id: operator ? undefined : scope.membership.organization_id,
  })
  const as_of = firstPage?.as_of
  return (
    <>
      <PageHead
        title="Recommendations"
        acts
        crumbs={[operator ? { word: 'Dashboard', to: paths.dashboard() } : { word: 'Servers', to: paths.servers() }]}
        facts={
          as_of && (
            <>
              Worked out every five minutes, last <Time iso={as_of} as="age" />
            </>
          )
        }
      />
      <Toolbar>
        <Chips
          label="Which recommendations"
          chips={chips}
          value={state}
          onChange={(value) => go(paths.recommendations({ state: value === 'open' ? undefined : value }))}
        />
      </Toolbar>
      <Sheet>
        {rows === undefined ? (
          error ? (
            <ErrorState title="The recommendations could not be loaded" error={error} onRetry={onRetry} />
          ) : (
            <TableSkeleton label="Recommendations" rows={6} />
          )
        ) : rows.length === 0 ? (
          <EmptyState title={emptyTitles[state]}>
            What would do {operator ? 'customers' : 'your servers'} good is looked for every five minutes.
          </EmptyState>
        ) : (
          <RecommendationRows rows={rows} />
        )}
      </Sheet>
      {rows !== undefined && rows.length > 0 && (
        <TableFoot
          shown={rows.length}
          noun={['recommendation', 'recommendations']}
          hasMore={hasMore}
          loading={loadingMore}
          failed={error !== null}
          onMore={onMore}
        />
      )}
    </>
  )
}
