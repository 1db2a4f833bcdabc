import { Button } from '@mantine/core'
import type { ProviderAccount } from '../../api/provider-account-types.ts'
import { useRemoveProviderAccount } from '../../api/provider-accounts.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { useKept } from '../../lib/use-kept.ts'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'

type Props = { account: ProviderAccount | null; providerLabel: string; onClose: () => void; onDone?: () => void }

/** Forgets an account with its credentials and servers, with its label typed; refused while it protects something. */
export function RemoveAccountDialog({ account, providerLabel, onClose, onDone }: Props) {
  const kept = useKept(account)
  const remove = useRemoveProviderAccount()
  useOnOpen(account !== null, () => remove.reset())
  if (!kept) return null
  if (kept.protected_count > 0) {
    return (
      <Dialog
        open={account !== null}
        onClose={onClose}
        title={`${kept.label} stays for now`}
        about={kept.id}
        actions={<Button onClick={onClose}>Close</Button>}
      >
        <p>
          {formatPlural(kept.protected_count, 'server of it has', 'servers of it have')} backups on. Without this
          account nobody could see or stop them, and {providerLabel} would go on billing. Switch those backups off
          first.
        </p>
      </Dialog>
    )
  }
  const confirm = () =>
    remove.mutate(kept.id, {
      onSuccess: () => {
        showToast({ title: 'Removed.', message: `${kept.label} is forgotten; nothing changed at ${providerLabel}.` })
        onClose()
        onDone?.()
      },
    })
  return (
    <ConfirmDialog
      open={account !== null}
      onClose={onClose}
      title={`Remove ${kept.label}`}
      about={`${providerLabel}, ${kept.id}`}
      verb={`Remove ${kept.label}`}
      typedName={kept.label}
      consequence={`Nothing changes at ${providerLabel}.`}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
    >
      <p>What goes at once:</p>
      <ul>
        <li>its credentials, which Backstay forgets</li>
        <li>
          {kept.server_count === 0
            ? 'no servers, because none were found there'
            : `${formatPlural(kept.server_count, 'server')} in these lists, with who they belong to; the machines run on`}
        </li>
      </ul>
      <p>What stays: its runs and activity, and everything at {providerLabel}.</p>
    </ConfirmDialog>
  )
}
