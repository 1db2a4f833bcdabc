import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import type { ProviderAccount } from '../../api/provider-account-types.ts'
import { useProviders } from '../../api/providers.ts'
import { useRun } from '../../api/runs.ts'
import { RunLive } from '../../components/RunLive.tsx'
import { paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { states } from '../../ui/marks/states.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { AccountFacts } from './AccountFacts.tsx'
import { AccountMenuActs } from './AccountMenuActs.tsx'
import { AccountNotice } from './AccountNotice.tsx'
import { AccountRuns } from './AccountRuns.tsx'
import { ChangeAccountDialog, RemoveAccountDialog } from './lazy-dialogs.ts'
import { Scopes } from './Scopes.tsx'
import { Truths } from './Truths.tsx'
import { useAccountActs } from './use-account-acts.ts'

/** The page of a provider account that is there. */
export function Account({ account }: { account: ProviderAccount }) {
  const go = useGo()
  const providers = useProviders()
  const provider = providers.data?.find((one) => one.name === account.provider)
  const label = provider?.label ?? account.provider
  const lastSync = useRun(account.last_sync_run_id)
  const syncing = lastSync.data !== undefined && lastSync.data.state !== 'finished'
  const acts = useAccountActs()
  const [dialog, setDialog] = useState<'change' | 'remove' | null>(null)
  const close = () => setDialog(null)
  return (
    <>
      <PageHead
        title={account.label}
        crumbs={[{ word: 'Provider accounts', to: paths.providerAccounts() }]}
        status={<StateBadge look={states.provider_account[account.status]} />}
        facts={
          <>
            <span>{label}</span>
            {account.account_name && <span>{account.account_name}</span>}
            <span className="bs-mono">{account.id}</span>
          </>
        }
        actions={
          <>
            <ActionButton
              variant="filled"
              leftSection={<IconRefresh size={16} stroke={1.6} />}
              loading={acts.syncing}
              disabledReason={syncing ? 'A sync is under way; it is shown below.' : null}
              onClick={() => acts.sync(account)}
            >
              Sync now
            </ActionButton>
            <Menu>
              <Menu.Target>
                <ActionIcon variant="default" aria-label={`More to do with ${account.label}`}>
                  <IconDots size={16} stroke={1.6} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <AccountMenuActs
                  account={account}
                  acts={acts}
                  onChange={() => setDialog('change')}
                  onRemove={() => setDialog('remove')}
                />
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      <AccountNotice
        account={account}
        providerLabel={label}
        checking={acts.checking}
        onCheck={() => acts.check(account)}
        onChange={() => setDialog('change')}
      />
      <Sheet columns="main-aside">
        <Panel title="Last sync">
          {account.last_sync_run_id ? (
            <RunLive runId={account.last_sync_run_id} />
          ) : (
            <p className="bs-second">
              Never synced. The first sync finds the servers of this account; it changes nothing.
            </p>
          )}
        </Panel>
        <Panel title="Facts">
          <AccountFacts account={account} providerLabel={label} />
        </Panel>
      </Sheet>
      <Sheet columns="two">
        <Panel title="What these credentials may do" flush>
          <Scopes account={account} providerLabel={label} />
        </Panel>
        <Panel title={`What Backstay can do at ${label}`} flush>
          <Truths provider={provider} error={providers.error} onRetry={() => void providers.refetch()} />
        </Panel>
      </Sheet>
      <Sheet>
        <AccountRuns account={account} />
      </Sheet>
      <ChangeAccountDialog account={dialog === 'change' ? account : null} provider={provider} onClose={close} />
      <RemoveAccountDialog
        account={dialog === 'remove' ? account : null}
        providerLabel={label}
        onClose={close}
        onDone={() => go(paths.providerAccounts(), { replace: true })}
      />
    </>
  )
}
