import type { ProviderAccount } from '../../api/provider-account-types.ts'
import { useRuns } from '../../api/runs.ts'
import { RunsTable } from '../../components/RunsTable.tsx'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Panel } from '../../ui/Panel.tsx'

const shown = 6

/** The last runs of an account, and the way to all of them. */
export function AccountRuns({ account }: { account: ProviderAccount }) {
  const runs = useRuns({ provider_account_id: account.id }, { limit: shown })
  return (
    <Panel title="Runs" flush action={<AppLink to={paths.runs({ provider_account_id: account.id })}>All runs</AppLink>}>
      <RunsTable
        bare
        runs={{ ...runs, rows: runs.rows?.slice(0, shown), hasMore: false }}
        empty={<EmptyState title="No runs yet">Syncs and deployments of this account stand here.</EmptyState>}
      />
    </Panel>
  )
}
