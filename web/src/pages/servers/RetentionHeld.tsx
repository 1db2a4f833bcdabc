import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Protection } from '../../../../src/protections/schema.ts'
import type { Server } from '../../api/server-types.ts'
import { ReleaseRetentionDialog } from '../../forms/lazy-server-dialogs.ts'
import { Told } from '../../ui/Told.tsx'

type Props = { server: Server; protection: Protection; mayEdit: boolean }

/** Why retention deletes nothing for now; a person may let it go on where it waits only because nothing succeeded lately. */
export function RetentionHeld({ server, protection, mayEdit }: Props) {
  const [open, setOpen] = useState(false)
  const held = protection.retention_held
  if (held === null) return null
  return (
    <>
      <Told text={held.message} />
      {mayEdit && held.code === 'nothing_succeeded_lately' && (
        <>
          {' '}
          <Button variant="quiet" size="xs" onClick={() => setOpen(true)}>
            Release…
          </Button>
          <ReleaseRetentionDialog open={open} server={server} protection={protection} onClose={() => setOpen(false)} />
        </>
      )}
    </>
  )
}
