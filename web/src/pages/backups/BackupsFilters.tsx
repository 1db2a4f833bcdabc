import { Button } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { OrganizationSelect } from '../../components/OrganizationSelect.tsx'
import { StateChips } from '../../components/StateChips.tsx'
import type { Show } from '../../components/use-shown-servers.ts'
import { type BackupsQuery, paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import filterStyles from '../../ui/Filters.module.css'
import { SearchField } from '../../ui/SearchField.tsx'
import { SearchSelect } from '../../ui/SearchSelect.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import type { BackupsView } from './use-backups-view.ts'

// Asked for where somebody comes from a figure of the dashboard.
const ChosenHere = lazy(async () => ({ default: (await import('./ChosenHere.tsx')).ChosenHere }))

type Props = {
  view: BackupsView
  counts: Record<string, number> | null
  providers: readonly ProviderSummary[]
  onChange: (more: BackupsQuery) => void
}

/** What narrows the list of servers. All of it stands in the address. */
export function BackupsFilters({ view, counts, providers, onChange }: Props) {
  const go = useGo()
  return (
    <>
      <Toolbar
        end={
          view.filtered && (
            <Button variant="quiet" onClick={() => go(paths.backups())}>
              Clear the filters
            </Button>
          )
        }
      >
        <SearchField label="Search servers" value={view.q} onChange={(q) => onChange({ q })} />
        <OrganizationSelect
          className={filterStyles.wide}
          aria-label="Customer"
          none="All customers"
          value={view.within.organization_id ?? null}
          onChange={(id) => onChange({ organization_id: id ?? undefined })}
        />
        <SearchSelect
          className={filterStyles.narrow}
          aria-label="Provider"
          data={[
            { value: '', label: 'All providers' },
            ...providers.map((provider) => ({ value: provider.name, label: provider.label })),
          ]}
          value={view.within.provider ?? ''}
          onChange={(value) => onChange({ provider: value || undefined })}
          nothingFoundMessage="No such provider."
        />
      </Toolbar>
      <Toolbar>
        {(view.within.rpo_status ||
          view.within.posture ||
          view.within.day ||
          view.within.went ||
          view.within.has_points) && (
          <Suspense fallback={null}>
            <ChosenHere within={view.within} onChange={onChange} />
          </Suspense>
        )}
        <StateChips value={view.show} counts={counts} onChange={(show: Show) => onChange({ show })} />
      </Toolbar>
    </>
  )
}
