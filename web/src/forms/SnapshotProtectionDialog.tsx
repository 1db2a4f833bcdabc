import { useState } from 'react'
import type { Protection } from '../../../src/protections/schema.ts'
import { useConfigureProtection } from '../api/protections.ts'
import type { Server } from '../api/server-types.ts'
import { readRetention, retentionForm } from '../lib/retention-form.ts'
import { newScheduleForm, readSchedule, scheduleForm } from '../lib/schedule-form.ts'
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

type Props = { open: boolean; server: Server; snapshot: Protection | undefined; onClose: () => void }

/** When snapshots of a server are taken, and how long they are kept. Rules beyond the provider's slots or their life are refused in its words. */
export function SnapshotProtectionDialog({ open, server, snapshot, onClose }: Props) {
  const save = useConfigureProtection()
  const [values, setValues] = useState(() => valuesOf(snapshot))
  const [changed, setChanged] = useState(false)
  const [tried, setTried] = useState(false)
  useOnOpen(open, () => {
    save.reset()
    setValues(valuesOf(snapshot))
    setChanged(false)
    setTried(false)
  })
  const set = (more: Partial<typeof values>) => {
    setValues((before) => ({ ...before, ...more }))
    setChanged(true)
  }
  const schedule = readSchedule(values.schedule)
  const retention = readRetention(values.retention)
  /** As it was before, where all of it had been said. */
  const undoTo = (before: Protection) => {
    const { schedule, retention } = before
    if (schedule === null || retention === null) return undefined
    return () =>
      save.mutate(
        { server_id: server.id, method: 'snapshot', schedule, retention },
        { onError: (error) => showErrorToast('It stays as it was saved.', error) },
      )
  }
  const send = () => {
    setTried(true)
    if (!('schedule' in schedule) || !('rules' in retention)) return
    save.mutate(
      { server_id: server.id, method: 'snapshot', schedule: schedule.schedule, retention: retention.rules },
      {
        onSuccess: () => {
          showToast({
            title: 'Saved.',
            message: `${server.name}: it takes effect with the next snapshot.`,
            undo: snapshot && undoTo(snapshot),
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
      title={`Snapshots of ${server.name}`}
      about={aboutServer(server)}
      typed={changed}
      consequence="It takes effect with the next snapshot. What the rules let go is deleted at the provider after it."
      onSubmit={send}
      actions={
        <DialogActions onClose={onClose} loading={save.isPending}>
          Save snapshots
        </DialogActions>
      }
    >
      <div className={styles.planner}>
        <div className={styles.main}>
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
            method="snapshot"
            rules={'rules' in retention ? retention.rules : null}
            schedule={'schedule' in schedule ? schedule.schedule : null}
          />
        </aside>
      </div>
      <Refusal title="Not saved." error={save.error} />
    </Dialog>
  )
}

function valuesOf(snapshot: Protection | undefined) {
  return {
    schedule: snapshot?.schedule ? scheduleForm(snapshot.schedule) : newScheduleForm(readerZone()),
    retention: retentionForm(snapshot?.retention ?? {}),
  }
}
