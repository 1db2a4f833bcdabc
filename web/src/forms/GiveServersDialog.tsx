import { Button } from '@mantine/core'
import { useState } from 'react'
import { useBulkAdopt } from '../api/bulk.ts'
import { useOrganization } from '../api/organizations.ts'
import type { Server } from '../api/server-types.ts'
import { OrganizationSelect } from '../components/OrganizationSelect.tsx'
import { formatCount } from '../format/format-count.ts'
import { formatPlural } from '../format/format-plural.ts'
import { listWords } from '../lib/list-words.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { Notice } from '../ui/Notice.tsx'
import { showToast } from '../ui/toast/show-toast.ts'
import { Refusal } from './Refusal.tsx'

type Props = { servers: readonly Server[] | null; onClose: () => void; onDone?: () => void }

/** Gives servers to a customer. Those that cannot move are named with the reason; the others move. */
export function GiveServersDialog({ servers, onClose, onDone }: Props) {
  const kept = useKept(servers)
  const adopt = useBulkAdopt()
  const [organizationId, setOrganizationId] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const organization = useOrganization(organizationId)
  useOnOpen(servers !== null, () => {
    adopt.reset()
    setOrganizationId(null)
    setMissing(false)
  })
  if (!kept) return null
  const what = kept.length === 1 ? (kept[0]?.name ?? '') : formatPlural(kept.length, 'server')
  const owners = [...new Set(kept.map((server) => server.organization_id))]
  const refused = adopt.data && adopt.data.refused_count > 0 ? adopt.data : null
  const give = () => {
    if (organizationId === null) return setMissing(true)
    adopt.mutate(
      { server_ids: kept.map((server) => server.id), organization_id: organizationId },
      {
        onSuccess: (reply) => {
          if (reply.adopted + reply.unchanged > 0)
            showToast({
              title: 'Given.',
              message: `${formatPlural(reply.adopted + reply.unchanged, 'server belongs', 'servers belong')} to ${organization.data?.name ?? 'the customer'} now.`,
            })
          onDone?.()
          if (reply.refused_count === 0) onClose()
        },
      },
    )
  }
  return (
    <Dialog
      open={servers !== null}
      onClose={onClose}
      title={`Give ${what} to a customer`}
      about={`Now of ${listWords([...new Set(kept.map((server) => server.organization_name))])}`}
      typed={organizationId !== null && !refused}
      consequence={refused ? undefined : 'Its members see them at once. No backup is switched on or off by it.'}
      onSubmit={refused ? undefined : give}
      actions={
        refused ? (
          <Button onClick={onClose}>Close</Button>
        ) : (
          <DialogActions onClose={onClose} loading={adopt.isPending}>
            Give {what}
          </DialogActions>
        )
      }
    >
      {refused ? (
        <Notice
          tone="warn"
          alert
          title={
            kept.length === 1
              ? `${what} stays where it is.`
              : `${formatCount(refused.refused_count)} of ${formatCount(kept.length)} stay where they are.`
          }
        >
          {refused.refused.map((one) => one.message).join(' ')}
        </Notice>
      ) : (
        <OrganizationSelect
          label="Customer"
          description="A server whose backups take a place stays: that place belongs to the customer who pays for it."
          error={missing && organizationId === null ? 'Choose the customer.' : undefined}
          without={owners.length === 1 ? owners[0] : undefined}
          value={organizationId}
          onChange={setOrganizationId}
        />
      )}
      <Refusal title="Nothing was given." error={adopt.error} />
    </Dialog>
  )
}
