import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { useStartRestore } from '../api/restores.ts'
import type { Server } from '../api/server-types.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { ChoiceList } from '../ui/ChoiceList.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'
import { showToast } from '../ui/toast/show-toast.tsx'
import { Refusal } from './Refusal.tsx'

export type Restoring = {
  server: Server
  point: RecoveryPoint
  /** What was chosen in the file browser; empty for all. */
  include: string[]
}

type Props = { restoring: Restoring | null; onClose: () => void }

/** Brings files of a backup back: to a folder of their own, or in place once the server's name was typed. */
export function RestoreDialog({ restoring, onClose }: Props) {
  const kept = useKept(restoring)
  const restore = useStartRestore(kept?.server.id ?? '')
  const [mode, setMode] = useState<'path' | 'in_place'>('path')
  const [path, setPath] = useState('')
  const [typed, setTyped] = useState('')
  const [dryRun, setDryRun] = useState(false)
  useOnOpen(restoring !== null, () => {
    restore.reset()
    setMode('path')
    setPath('/tmp/restored')
    setTyped('')
    setDryRun(false)
  })
  if (!kept) return null
  const { server, point, include } = kept
  const wantsName = mode === 'in_place' && !dryRun
  const ready = wantsName ? typed.trim() === server.name : mode === 'in_place' || path.startsWith('/')
  const send = () => {
    if (!ready || restore.isPending) return
    restore.mutate(
      {
        recovery_point_id: point.id,
        mode,
        include,
        target: mode === 'path' ? { path: path.trim() } : {},
        dry_run: dryRun,
        overwrite: 'if-changed',
        safety_backup: true,
        confirm: wantsName ? server.name : undefined,
      },
      {
        onSuccess: () => {
          showToast({
            title: dryRun ? 'The dry run is under way.' : 'The restore is under way.',
            message: 'It goes on when this page is closed; Runs below shows how far it is.',
          })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      open={restoring !== null}
      onClose={onClose}
      title={`Restore files of ${server.name}`}
      about={
        <>
          From the backup of <Time iso={point.taken_at} />
          {include.length === 0 ? ', everything in it' : `: ${include.join(', ')}`}
        </>
      }
      typed={typed !== ''}
      consequence={
        wantsName
          ? 'Files that changed since then are overwritten.'
          : dryRun
            ? 'Nothing is written.'
            : 'Nothing is overwritten in place.'
      }
      onSubmit={send}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant={wantsName ? 'danger' : 'filled'} type="submit" loading={restore.isPending} disabled={!ready}>
            {wantsName ? `Restore ${server.name}` : dryRun ? 'Try the restore' : 'Restore'}
          </Button>
        </>
      }
    >
      <ChoiceList
        label="Where"
        value={mode}
        onChange={setMode}
        choices={[
          { value: 'path', word: 'Below a folder of its own', text: 'What is there now stays as it is.' },
          {
            value: 'in_place',
            word: 'To where the files came from',
            text: 'A backup of what is there now is taken first.',
          },
        ]}
      />
      {mode === 'path' && (
        <TextInput label="Folder on the server" value={path} onChange={(event) => setPath(event.currentTarget.value)} />
      )}
      <Checkbox
        checked={dryRun}
        onChange={(event) => setDryRun(event.currentTarget.checked)}
        label="Dry run: say what would be written, and write nothing"
      />
      {wantsName && (
        <>
          <Notice tone="bad" title="Files on the server are overwritten.">
            What was written since <Time iso={point.taken_at} /> is lost where the backup has the file, but for the
            backup that is taken first.
          </Notice>
          <TextInput
            size="md"
            label={`Type ${server.name} to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </>
      )}
      {restore.error && <Refusal title="Not restored." error={restore.error} />}
    </Dialog>
  )
}
