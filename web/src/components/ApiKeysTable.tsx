import { IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { ApiKey } from '../api/types.ts'
import type { ListState } from '../api/use-list.ts'
import { DeleteApiKeyDialog } from '../forms/lazy-dialogs.ts'
import { apiKeyState } from '../lib/api-key-state.ts'
import { useNow } from '../lib/use-now.ts'
import { paths } from '../paths.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { MenuAct } from '../ui/MenuAct.tsx'
import { states } from '../ui/marks/states.ts'
import { RowLink } from '../ui/RowLink.tsx'
import { RowMenu } from '../ui/RowMenu.tsx'
import { StateBadge } from '../ui/StateBadge.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Time } from '../ui/Time.tsx'
import { TimeCell } from '../ui/TimeCell.tsx'
import { TwoLines } from '../ui/TwoLines.tsx'
import type { Column } from '../ui/table/table-types.ts'

type Props = {
  apiKeys: ListState<ApiKey>
  /** Keys of several organizations in one list: say whose each one is. */
  withOrganization?: boolean
  /** Why the one who looks may not delete a key, or null. */
  whyNotDelete: (apiKey: ApiKey) => string | null
  empty: ReactNode
  bare?: boolean
}

/** API keys: what each reaches, when it was used, when it ends. */
export function ApiKeysTable({ apiKeys, withOrganization, whyNotDelete, empty, bare }: Props) {
  const now = useNow()
  const [deleting, setDeleting] = useState<ApiKey | null>(null)
  const menu = (apiKey: ApiKey) => (
    <RowMenu label={`What can be done with the key ${apiKey.name}`}>
      <MenuAct
        danger
        icon={<IconTrash size={16} stroke={1.6} />}
        disabledReason={whyNotDelete(apiKey)}
        onClick={() => setDeleting(apiKey)}
      >
        Delete…
      </MenuAct>
    </RowMenu>
  )
  const reach = (apiKey: ApiKey) => (
    <Tag tone={apiKey.operator ? 'accent' : undefined}>{apiKey.operator ? 'operator' : apiKey.role}</Tag>
  )
  const state = (apiKey: ApiKey) => <StateBadge look={states.api_key[apiKeyState(apiKey, now)]} />
  const columns: Column<ApiKey>[] = [
    {
      key: 'name',
      head: 'Name',
      cell: (apiKey) => <TwoLines strong mono first={apiKey.name} second={`${apiKey.prefix}…`} />,
    },
    { key: 'reach', head: 'May do', width: 100, cell: reach },
    { key: 'organization', head: 'Customer', width: 180, cell: (apiKey) => <Whose apiKey={apiKey} /> },
    { key: 'state', head: 'State', width: 130, cell: state },
    { key: 'expires', head: 'Ends', width: 130, hide_below: 1100, cell: (apiKey) => <Ends apiKey={apiKey} /> },
    {
      key: 'used',
      head: 'Last used',
      width: 140,
      hide_below: 900,
      cell: (apiKey) => <TimeCell iso={apiKey.last_used_at} />,
    },
    {
      key: 'made',
      head: 'Made',
      width: 160,
      hide_below: 1100,
      cell: (apiKey) => <TwoLines first={apiKey.created_by} second={<Time iso={apiKey.created_at} />} />,
    },
    { key: 'menu', head: 'Actions', head_hidden: true, width: 62, align: 'right', cell: menu },
  ]
  return (
    <>
      <DataTable
        label="API keys"
        noun={['key', 'keys']}
        rows={apiKeys.rows}
        rowKey={(apiKey) => apiKey.id}
        columns={withOrganization ? columns : columns.filter((column) => column.key !== 'organization')}
        item={(apiKey) => ({
          title: (
            <TwoLines
              first={apiKey.name}
              second={
                <>
                  <span className="bs-mono">{apiKey.prefix}…</span>
                  {withOrganization && apiKey.organization_name && ` · ${apiKey.organization_name}`}
                </>
              }
            />
          ),
          status: (
            <>
              {reach(apiKey)}
              {menu(apiKey)}
            </>
          ),
          facts: state(apiKey),
          aside: apiKey.last_used_at ? (
            <>
              used <Time iso={apiKey.last_used_at} as="age" />
            </>
          ) : (
            'never used'
          ),
        })}
        empty={empty}
        error={apiKeys.error}
        onRetry={apiKeys.onRetry}
        hasMore={apiKeys.hasMore}
        loadingMore={apiKeys.loadingMore}
        onMore={apiKeys.onMore}
        bare={bare}
      />
      <DeleteApiKeyDialog apiKey={deleting} onClose={() => setDeleting(null)} />
    </>
  )
}

function Whose({ apiKey }: { apiKey: ApiKey }) {
  if (apiKey.organization_id === null) return <span className="bs-dim">the whole installation</span>
  return (
    <RowLink to={paths.customer(apiKey.organization_id)}>{apiKey.organization_name ?? apiKey.organization_id}</RowLink>
  )
}

function Ends({ apiKey }: { apiKey: ApiKey }) {
  if (apiKey.expires_at === null) return <span className="bs-dim">never</span>
  return <TwoLines first={<Time iso={apiKey.expires_at} as="age" />} second={<Time iso={apiKey.expires_at} />} />
}
