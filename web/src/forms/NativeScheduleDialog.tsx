import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { useConfigureProtection } from '../api/protections.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { capital } from '../lib/capital.ts'
import { type NativeForm, nativeForm, readNativeForm } from '../lib/native-schedule-form.ts'
import { weekdays } from '../lib/schedule-form.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { showToast } from '../ui/toast/show-toast.ts'
import { aboutServer } from './about-server.ts'
import styles from './FilesForm.module.css'
import { Refusal } from './Refusal.tsx'

type Props = { open: boolean; server: Server; provider: ProviderSummary | undefined; onClose: () => void }

/** When the provider takes its own backups, as far as it offers a choice. They stay on meanwhile. */
export function NativeScheduleDialog({ open, server, provider, onClose }: Props) {
  const save = useConfigureProtection()
  const [form, setForm] = useState<NativeForm>(() => nativeForm(server, provider))
  const [changed, setChanged] = useState(false)
  useOnOpen(open, () => {
    save.reset()
    setForm(nativeForm(server, provider))
    setChanged(false)
  })
  const set = (more: Partial<NativeForm>) => {
    setForm((before) => ({ ...before, ...more }))
    setChanged(true)
  }
  const label = provider?.label ?? 'The provider'
  const send = () =>
    save.mutate(
      { server_id: server.id, method: 'native', schedule: readNativeForm(form) },
      {
        onSuccess: ({ reason }) => {
          showToast({ title: 'Asked for.', message: reason?.message ?? `${label} shows the new times soon.` })
          onClose()
        },
      },
    )
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`${label} backups of ${server.name}`}
      about={aboutServer(server)}
      typed={changed}
      consequence={`Backups stay on. ${label} begins some time within the window; it counts as changed once ${label} shows it.`}
      onSubmit={send}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="filled" type="submit" loading={save.isPending} disabled={!changed}>
            Change schedule
          </Button>
        </>
      }
    >
      <div className={styles.pair}>
        <Select
          label="How often"
          allowDeselect={false}
          data={(provider?.native?.schedules ?? []).map((every) => ({
            value: every,
            label: every === 'day' ? 'Daily' : 'Weekly',
          }))}
          value={form.every}
          onChange={(every) => set({ every: every === 'week' ? 'week' : 'day' })}
        />
        {form.every === 'week' && (
          <Select
            label="On"
            allowDeselect={false}
            data={weekdays.map((day) => ({ value: day, label: capital(day) }))}
            value={form.weekday}
            onChange={(day) => set({ weekday: weekdays.find((one) => one === day) ?? 'sunday' })}
          />
        )}
        {(provider?.native?.hours.length ?? 0) > 0 && (
          <Select
            label="From, UTC"
            allowDeselect={false}
            data={(provider?.native?.hours ?? []).map((hour) => ({
              value: String(hour),
              label: `${String(hour).padStart(2, '0')}:00`,
            }))}
            value={String(form.hour)}
            onChange={(hour) => set({ hour: Number(hour ?? 0) })}
          />
        )}
      </div>
      <Refusal title="Not changed." error={save.error} />
    </Dialog>
  )
}
