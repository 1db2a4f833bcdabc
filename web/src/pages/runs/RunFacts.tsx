import type { Run } from '../../api/run-types.ts'
import { AccountName } from '../../components/AccountName.tsx'
import { OrganizationName } from '../../components/OrganizationName.tsx'
import { RunTook } from '../../components/RunTook.tsx'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { useViewer } from '../../shell/viewer.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Time } from '../../ui/Time.tsx'

/** What belongs to a run, and when it went on. */
export function RunFacts({ run }: { run: Run }) {
  const { server_id, organization_id, provider_account_id, parent_run_id, started_at, finished_at } = run
  const isOperator = useViewer().scope.kind === 'operator'
  return (
    <Facts
      rows={[
        ...(server_id
          ? [
              [
                'Server',
                <AppLink key="server" to={paths.server(server_id)}>
                  {run.server_name ?? server_id}
                </AppLink>,
              ] as const,
            ]
          : []),
        // Members know whose it is, and have no page of customers.
        ...(isOperator
          ? [
              [
                'Customer',
                organization_id ? (
                  <AppLink key="customer" to={paths.customer(organization_id)}>
                    <OrganizationName id={organization_id} />
                  </AppLink>
                ) : (
                  "none: the operators' own"
                ),
              ] as const,
            ]
          : []),
        ...(provider_account_id
          ? [
              [
                'Account',
                <AppLink key="account" to={paths.providerAccount(provider_account_id)}>
                  <AccountName id={provider_account_id} />
                </AppLink>,
              ] as const,
            ]
          : []),
        ...(parent_run_id
          ? [
              [
                'Part of',
                <AppLink key="parent" to={paths.run(parent_run_id)}>
                  a larger run
                </AppLink>,
              ] as const,
            ]
          : []),
        ['Began', started_at ? <Time key="began" iso={started_at} seconds /> : 'not yet'],
        ['Ended', finished_at ? <Time key="ended" iso={finished_at} seconds /> : 'not yet'],
        ['Took', <RunTook key="took" run={run} />],
      ]}
    />
  )
}
