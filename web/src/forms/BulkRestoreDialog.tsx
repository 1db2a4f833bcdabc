import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useBulkRestore, useBulkRestoreOutlook } from '../api/bulk.ts'
import type { Server } from '../api/server-types.ts'
import { formatPlural } from '../format/format-plural.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { paths } from '../paths.ts'
import { useGo } from '../shell/use-go.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { BulkRestoreOutlook } from './BulkRestoreOutlook.tsx'
import { Refusal } from './Refusal.tsx'

type Props = { servers: readonly Server[] | null; onClose: () => void; onDone: () => void }

const usualSuffix = '-restored'

/** Makes a new server of each one's image, once somebody has typed how many that makes: each is billed. It leads to the run. */
export function BulkRestoreDialog({ servers, onClose, onDone }: Props) {
  const go = useGo()
  const kept = useKept(servers)
  const restore = useBulkRestore()
  const [at, setAt] = useState('')
  const [suffix, setSuffix] = useState(usualSuffix)
  const [typed, setTyped] = useState('')
  const asked = {
    server_ids: (kept ?? []).map((server) => server.id),
    ...(at === '' ? {} : { as_of: new Date(at).toISOString() }),
  }
  const outlook = useBulkRestoreOutlook(servers === null ? null : asked)
  useOnOpen(servers !== null, () => {
    restore.reset()
    setAt('')
    setSuffix(usualSuffix)
    setTyped('')
  })
  if (!kept) return null
  const told = outlook.isPlaceholderData ? undefined : outlook.data
  const count = told?.new_servers ?? 0
  const ready = count > 0 && typed.trim() === String(count)
  const verb = count === 0 ? 'Restore to new servers' : `Make ${formatPlural(count, 'new server')}`
  const start = () => {
    if (!ready || restore.isPending) return
    restore.mutate(
      { ...asked, mode: 'new_server', name_suffix: suffix.trim(), confirm: count },
      {
        onSuccess: ({ run_id }) => {
          onDone()
          onClose()
          go(paths.run(run_id))
        },
      },
    )
  }
  return (
    <Dialog
      open={servers !== null}
      onClose={onClose}
      title={`Restore ${formatPlural(kept.length, 'server')} to new ones`}
      about="The servers themselves stay as they are"
      typed={typed !== '' || at !== ''}
      consequence={
        ready
          ? 'It becomes a run you can follow and cancel. What is ordered by then stays, and is billed.'
          : 'The button works once the number is typed.'
      }
      onSubmit={start}
      actions={
        <DialogActions onClose={onClose} loading={restore.isPending} disabled={!ready}>
          {verb}
        </DialogActions>
      }
    >
      <TextInput
        type="datetime-local"
        label="As of"
        description="Of each server the newest good image from then or before, by your clock. Empty: the newest."
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
      <TextInput
        mt="md"
        mb="md"
        label="Ending of the new names"
        description={`${kept[0]?.name ?? 'web-1'} becomes ${kept[0]?.name ?? 'web-1'}${suffix.trim()}.`}
        value={suffix}
        onChange={(event) => setSuffix(event.currentTarget.value)}
      />
      <BulkRestoreOutlook outlook={told} />
      <Refusal title="It cannot be told what this would make." error={outlook.error} />
      {count > 0 && (
        <TextInput
          mt="md"
          data-autofocus
          inputMode="numeric"
          label={`Type ${count} to confirm`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <Refusal title="Not started." error={restore.error} />
    </Dialog>
  )
}
