import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useMakePasswordReset } from '../api/members.ts'
import type { Member } from '../api/types.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { HandOver } from './HandOver.tsx'
import { Refusal } from './Refusal.tsx'

/** Makes a link with which a member sets a new password; an operator hands it over. */
export function ResetLinkDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const kept = useKept(member)
  const make = useMakePasswordReset()
  const [removeTwoFactor, setRemoveTwoFactor] = useState(false)
  useOnOpen(member !== null, () => {
    make.reset()
    setRemoveTwoFactor(false)
  })
  if (!kept) return null
  return (
    <Dialog
      open={member !== null}
      onClose={onClose}
      title={`Reset link for ${kept.name}`}
      about={kept.email}
      typed={make.data !== undefined}
      consequence={make.data ? undefined : consequenceOf(removeTwoFactor)}
      onSubmit={make.data ? undefined : () => make.mutate({ member: kept, remove_two_factor: removeTwoFactor })}
      actions={
        make.data ? (
          <Button onClick={onClose}>Done</Button>
        ) : (
          <DialogActions onClose={onClose} loading={make.isPending}>
            Make the link
          </DialogActions>
        )
      }
    >
      {make.data ? (
        <HandOver label="Reset link" url={make.data.url} expiresAt={make.data.expires_at}>
          Whoever holds it can set the password, so hand it over in a way you trust.
        </HandOver>
      ) : (
        <>
          <p>
            {kept.name} opens the link and types a new password; that signs them out everywhere. Make sure that it is
            really {kept.name} who asks, because the link opens the account to whoever has it.
          </p>
          {kept.two_factor_enabled && (
            <Checkbox
              label="Switch two-factor sign-in off"
              description="For somebody who lost the device and the backup codes, too."
              checked={removeTwoFactor}
              onChange={(event) => setRemoveTwoFactor(event.currentTarget.checked)}
            />
          )}
        </>
      )}
      <Refusal title="No link was made." error={make.error} />
    </Dialog>
  )
}

const consequenceOf = (removeTwoFactor: boolean) =>
  removeTwoFactor
    ? 'The second factor ends at once. The present password works until the link is used.'
    : 'The present password works until the link is used.'
