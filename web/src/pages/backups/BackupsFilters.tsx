import { Button } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { StateChips } from '../../components/StateChips.tsx'
import type { Show } from '../../components/use-shown-servers.ts'
import { useIsPhone } from '../../lib/use-is-phone.ts'
import { type BackupsQuery, paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import styles from './BackupsFilters.module.css'
import { ColumnsMenu } from './ColumnsMenu.tsx'
import { FilterButton } from './FilterButton.tsx'
import type { BackupsView } from './use-backups-view.ts'
import type { useHiddenColumns } from './use-hidden-columns.ts'

// Asked for where somebody narrowed the list, or came from a figure.
const ChosenHere = lazy(async () => ({ default: (await import('./ChosenHere.tsx')).ChosenHere }))

type Props = {
  view: BackupsView
  counts: Record<string, number> | null
  providers: readonly ProviderSummary[]
  columns: ReturnType<typeof useHiddenColumns>
}

/** What narrows the list of servers, all of it in the address; and which columns it has. */
export function BackupsFilters({ view, counts, providers, columns }: Props) {
  const go = useGo()
  const phone = useIsPhone()
  const narrowed = view.q !== '' || Object.values(view.within).some(Boolean)
  return (
    <div className={styles.row}>
      <StateChips parted value={view.show} counts={counts} onChange={(show: Show) => view.change({ show })}>
        {!phone && <FilterButton view={view} providers={providers} />}
      </StateChips>
      {narrowed && (
        <Suspense fallback={null}>
          <ChosenHere
            q={view.q}
            within={view.within}
            providers={providers}
            onChange={(more: BackupsQuery) => view.change(more)}
          />
        </Suspense>
      )}
      {!phone && (
        <>
          {view.filtered && (
            <Button variant="quiet" onClick={() => go(paths.backups())}>
              Clear the filters
            </Button>
          )}
          <div className={styles.end}>
            <ColumnsMenu hidden={columns.hidden} onTurnOver={columns.turnOver} />
          </div>
        </>
      )}
    </div>
  )
}
