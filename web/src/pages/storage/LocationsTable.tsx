import { IconDatabaseStar, IconPencil } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Repository, StorageLocation } from '../../../../src/repositories/schema.ts'
import { useChangeStorageLocation } from '../../api/storage.ts'
import type { ListState } from '../../api/use-list.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatDay } from '../../format/format-day.ts'
import { formatMoney } from '../../format/format-money.ts'
import { formatUnitPrice } from '../../format/format-unit-price.ts'
import { costWords } from '../../lib/location-cost.ts'
import { roomWords } from '../../lib/location-room.ts'
import { kindWords, locationPlace } from '../../lib/location-words.ts'
import { locationLook } from '../../lib/repository-look.ts'
import { useNow } from '../../lib/use-now.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MenuAct } from '../../ui/MenuAct.tsx'
import { RowMenu } from '../../ui/RowMenu.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { showToast } from '../../ui/toast/show-toast.ts'
import { ChangeLocationDialog } from './lazy-dialogs.ts'
import styles from './Storage.module.css'

type Props = {
  locations: ListState<StorageLocation>
  /** All there are; undefined while they are not all known. */
  repositories: readonly Repository[] | undefined
  add: ReactNode
}

const icon = { size: 16, stroke: 1.6 }

/** Where repositories lie, each with how full it is, how it stands and what it costs. */
export function LocationsTable({ locations, repositories, add }: Props) {
  const [changing, setChanging] = useState<StorageLocation | null>(null)
  const menu = (location: StorageLocation) => (
    <LocationMenu location={location} onChange={() => setChanging(location)} />
  )
  const health = (location: StorageLocation) =>
    repositories === undefined ? (
      <span className="bs-dim">not known yet</span>
    ) : (
      <StateBadge look={locationLook(repositories.filter((one) => one.storage_location.id === location.id))} />
    )
  const name = (location: StorageLocation) => (
    <span className={styles.name}>
      {location.name}
      {location.is_default && <Tag>default</Tag>}
    </span>
  )
  const columns: Column<StorageLocation>[] = [
    {
      key: 'name',
      head: 'Location',
      cell: (location) => <TwoLines strong mono first={name(location)} second={locationPlace(location)} />,
    },
    { key: 'kind', head: 'Kind', width: 80, hide_below: 900, cell: (location) => kindWords[location.kind] },
    {
      key: 'domain',
      head: 'Failure domain',
      width: 180,
      hide_below: 1100,
      cell: (location) => location.failure_domain,
    },
    { key: 'health', head: 'Health', width: 160, cell: health },
    {
      key: 'repositories',
      head: 'Repositories',
      width: 110,
      hide_below: 900,
      align: 'right',
      cell: (location) => <span className="bs-num">{formatCount(location.repository_count)}</span>,
    },
    {
      key: 'used',
      head: 'Used',
      width: 100,
      align: 'right',
      cell: (location) => <Bytes value={location.bytes} />,
    },
    {
      key: 'room',
      head: 'Free',
      width: 160,
      align: 'right',
      cell: (location) => <TwoLines first={<Free of={location} />} second={roomWords(location)} />,
    },
    {
      key: 'cost',
      head: 'Cost, a month',
      width: 160,
      hide_below: 900,
      align: 'right',
      cell: (location) => <Cost of={location} />,
    },
    { key: 'menu', head: 'Actions', head_hidden: true, width: 62, align: 'right', cell: menu },
  ]
  return (
    <>
      <DataTable
        bare
        label="Storage locations"
        noun={['location', 'locations']}
        rows={locations.rows}
        rowKey={(location) => location.id}
        columns={columns}
        item={(location) => ({
          title: name(location),
          status: (
            <>
              {health(location)}
              {menu(location)}
            </>
          ),
          facts: `${kindWords[location.kind]}, ${locationPlace(location)}; ${roomWords(location)}; ${costWords(location)}`,
          aside: <Bytes value={location.bytes} />,
        })}
        empty={
          <EmptyState title="No storage yet" action={add}>
            File backups need a place to lie: a folder of the gateway’s machine, or a bucket.
          </EmptyState>
        }
        error={locations.error}
        onRetry={locations.onRetry}
        hasMore={locations.hasMore}
        loadingMore={locations.loadingMore}
        onMore={locations.onMore}
      />
      <ChangeLocationDialog location={changing} onClose={() => setChanging(null)} />
    </>
  )
}

function Free({ of: { free_bytes } }: { of: StorageLocation }) {
  return free_bytes === null ? <span className="bs-dim">not known</span> : <Bytes value={free_bytes} />
}

/** What lies there comes to, over what a GB costs and since when that is known. */
function Cost({ of: { price, monthly_cost } }: { of: StorageLocation }) {
  const now = useNow()
  if (price === null || monthly_cost === null) return <span className="bs-dim">no price</span>
  return (
    <TwoLines
      first={<span className="bs-num">{formatMoney(monthly_cost)}</span>}
      second={`${formatUnitPrice(price.gb_month)}, ${formatDay(price.as_of, { now })}`}
    />
  )
}

function LocationMenu({ location, onChange }: { location: StorageLocation; onChange: () => void }) {
  const change = useChangeStorageLocation()
  const makeDefault = () =>
    change.mutate(
      { id: location.id, is_default: true },
      {
        onSuccess: () =>
          showToast({ title: 'Default changed.', message: `New repositories are made in ${location.name}.` }),
        onError: (error) => showErrorToast(`${location.name} is not the default.`, error),
      },
    )
  return (
    <RowMenu label={`What can be done with ${location.name}`}>
      <MenuAct
        icon={<IconDatabaseStar {...icon} />}
        disabledReason={location.is_default ? 'It is the default. Make another one the default instead.' : null}
        onClick={makeDefault}
      >
        Make it the default
      </MenuAct>
      <MenuAct icon={<IconPencil {...icon} />} onClick={onChange}>
        Change…
      </MenuAct>
    </RowMenu>
  )
}
