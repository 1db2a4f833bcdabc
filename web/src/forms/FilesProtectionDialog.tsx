import { useState } from 'react'
import type { Agent } from '../../../src/agents/schema.ts'
import type { Protection } from '../../../src/protections/schema.ts'
import { useConfigureProtection } from '../api/protections.ts'
import type { Server } from '../api/server-types.ts'
import { readRetention, retentionForm } from '../lib/retention-form.ts'
import { newScheduleForm, readSchedule, scheduleForm } from '../lib/schedule-form.ts'
import { newScopeForm, readScope, scopeForm } from '../lib/scope-form.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'
import { showToast } from '../ui/toast/show-toast.ts'
import { aboutServer } from './about-server.ts'
import styles from './FilesForm.module.css'
import ledger from './Ledger.module.css'
import { Refusal } from './Refusal.tsx'
import { RetentionFields } from './RetentionFields.tsx'
import { RetentionOutlook } from './RetentionOutlook.tsx'
import { readerZone } from './reader-zone.ts'
import { ScheduleFields } from './ScheduleFields.tsx'
import { ScopeFields } from './ScopeFields.tsx'

type Props = {
  open: boolean
  server: Server
  files: Protection | undefined
  agent: Agent | null
  onClose: () => void
}

/** What is backed up of a server's files, when, and how long it is kept. What the rules would let go is shown before. */
export function FilesProtectionDialog({ open, server, files, agent, onClose }: Props) {
  const save = useConfigureProtection()
  const [values, setValues] = useState(() => valuesOf(files))
  const [changed, setChanged] = useState(false)
  const [tried, setTried] = useState(false)
  useOnOpen(open, () => {
    save.reset()
    setValues(valuesOf(files))
    setChanged(false)
    setTried(false)
  })
  const set = (more: Partial<typeof values>) => {
    setValues((before) => ({ ...before, ...more }))
    setChanged(true)
  }
  const schedule = readSchedule(values.schedule)
  const scope = readScope(values.scope)
  const retention = readRetention(values.retention)
  /** As it was before, where all of it had been said. */
  const undoTo = (before: Protection) => {
    const { schedule, retention, settings } = before
    if (schedule === null || retention === null || settings === null) return undefined
    return () =>
      save.mutate(
        { server_id: server.id, method: 'files', schedule, retention, settings },
        { onError: (error) => showErrorToast('It stays as it was saved.', error) },
      )
  }
  const send = () => {
    setTried(true)
    if (!('schedule' in schedule) || !('scope' in scope) || !('rules' in retention)) return
    save.mutate(
      {
        server_id: server.id,
        method: 'files',
        schedule: schedule.schedule,
        settings: scope.scope,
        retention: retention.rules,
      },
      {
        onSuccess: () => {
          showToast({
            title: 'Saved.',
            message: `${server.name}: it takes effect with the next backup.`,
            undo: files && undoTo(files),
          })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      wide
      open={open}
      onClose={onClose}
      title={`File backups of ${server.name}`}
      about={aboutServer(server)}
      typed={changed}
      consequence="It takes effect with the next backup. What there is stays until a clean-up lets it go."
      onSubmit={send}
      actions={
        <DialogActions onClose={onClose} loading={save.isPending}>
          Save file backups
        </DialogActions>
      }
    >
      <div className={styles.planner}>
        <div className={styles.main}>
          <section className={styles.section}>
            <h3 className={styles.heading}>What</h3>
            <ScopeFields
              value={values.scope}
              onChange={(next) => set({ scope: next })}
              problems={tried && 'problems' in scope ? scope.problems : {}}
              hooks={agent?.hooks ?? []}
              allowCommands={agent?.allow_commands ?? false}
            />
          </section>
          <section className={styles.section}>
            <h3 className={styles.heading}>When</h3>
            <ScheduleFields
              serverId={server.id}
              value={values.schedule}
              onChange={(next) => set({ schedule: next })}
              tried={tried}
            />
          </section>
          <section className={styles.section}>
            <h3 className={styles.heading}>For how long</h3>
            <RetentionFields
              value={values.retention}
              onChange={(next) => set({ retention: next })}
              problems={'problems' in retention ? retention.problems : {}}
            />
          </section>
        </div>
        <aside className={ledger.ledger} aria-label="What the rules do">
          <h3 className={styles.heading}>What the rules do</h3>
          <RetentionOutlook
            serverId={server.id}
            method="files"
            rules={'rules' in retention ? retention.rules : null}
            schedule={'schedule' in schedule ? schedule.schedule : null}
          />
        </aside>
      </div>
      <Refusal title="Not saved." error={save.error} />
    </Dialog>
  )
}

function valuesOf(files: Protection | undefined) {
  return {
    schedule: files?.schedule ? scheduleForm(files.schedule) : newScheduleForm(readerZone()),
    scope: files?.settings ? scopeForm(files.settings) : newScopeForm,
    retention: retentionForm(files?.retention ?? {}),
  }
}
