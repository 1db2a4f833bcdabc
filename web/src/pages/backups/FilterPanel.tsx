import { Popover } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { OrganizationSelect } from '../../components/OrganizationSelect.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { SearchSelect } from '../../ui/SearchSelect.tsx'
import styles from './BackupsFilters.module.css'
import type { BackupsView } from './use-backups-view.ts'

type Props = {
  open: boolean
  target: ReactElement
  view: BackupsView
  providers: readonly ProviderSummary[]
  acts: ReactNode
  onClose: () => void
}

/** A search, the customer and the provider. The list follows while one types. */
export function FilterPanel({ open, target, view, providers, acts, onClose }: Props) {
  return (
    <Popover
      opened={open}
      onChange={(opened) => !opened && onClose()}
      width={300}
      trapFocus
      returnFocus
      position="bottom-start"
    >
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown aria-label="Filter the servers">
        <div className={styles.panel}>
          <SearchField label="Search servers" value={view.q} onChange={(q) => view.change({ q })} />
          <OrganizationSelect
            inside
            aria-label="Customer"
            none="All customers"
            value={view.within.organization_id ?? null}
            onChange={(id) => view.change({ organization_id: id ?? undefined })}
          />
          <SearchSelect
            aria-label="Provider"
            data={[
              { value: '', label: 'All providers' },
              ...providers.map((provider) => ({ value: provider.name, label: provider.label })),
            ]}
            value={view.within.provider ?? ''}
            onChange={(value) => view.change({ provider: value || undefined })}
            nothingFoundMessage="No such provider."
            comboboxProps={{ withinPortal: false, shadow: 'md', offset: 4 }}
          />
          {acts && <div className={styles.acts}>{acts}</div>}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
