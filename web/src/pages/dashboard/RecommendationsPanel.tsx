import { useRecommendations } from '../../api/recommendations.ts'
import { formatCount } from '../../format/format-count.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Time } from '../../ui/Time.tsx'
import { TableSkeleton } from '../../ui/table/TableSkeleton.tsx'
import { RecommendationRows } from './RecommendationRows.tsx'

const shown = 3
const counted = 20

/** The most urgent advice; the rest is a page of its own. */
export function RecommendationsPanel() {
  const { rows, hasMore, firstPage, error, onRetry } = useRecommendations('open', { limit: counted })
  const as_of = firstPage?.as_of
  return (
    <Panel
      title="Recommendations"
      count={rows && rows.length > 0 ? `${formatCount(rows.length)}${hasMore ? '+' : ''}` : undefined}
      action={<AppLink to={paths.recommendations()}>All recommendations</AppLink>}
      flush
    >
      {rows === undefined ? (
        error ? (
          <ErrorState title="The recommendations could not be loaded" error={error} onRetry={onRetry} />
        ) : (
          <TableSkeleton label="Recommendations" rows={3} />
        )
      ) : rows.length === 0 ? (
        <EmptyState title="Nothing to recommend">
          {as_of ? (
            <>
              Looked for <Time iso={as_of} as="age" />; it is looked for again every five minutes.
            </>
          ) : (
            'What would do customers good is looked for every five minutes.'
          )}
        </EmptyState>
      ) : (
        <RecommendationRows rows={rows.slice(0, shown)} />
      )}
    </Panel>
  )
}
