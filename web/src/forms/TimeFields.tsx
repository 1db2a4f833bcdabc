import { Select, TextInput } from '@mantine/core'
import type { ScheduleForm } from '../lib/schedule-form.ts'

type Props = {
  value: ScheduleForm
  set: (more: Partial<ScheduleForm>) => void
  errorOf: (field: 'at' | 'minute' | 'days' | 'cron') => string | undefined
}

const steps = [1, 2, 3, 4, 6, 8, 12]

/** When, for the kind of schedule that is chosen. */
export function TimeFields({ value, set, errorOf }: Props) {
  return value.kind === 'cron' ? (
    <TextInput
      label="Cron"
      description="Minute, hour, day of month, month, day of week."
      spellCheck={false}
      value={value.cron}
      error={errorOf('cron')}
      onChange={(event) => set({ cron: event.currentTarget.value })}
    />
  ) : value.kind === 'hourly' ? (
    <>
      <Select
        label="Every"
        data={steps.map((step) => ({ value: String(step), label: step === 1 ? 'hour' : `${step} hours` }))}
        value={String(value.every_hours)}
        onChange={(step) => set({ every_hours: Number(step ?? 1) })}
      />
      <TextInput
        label="Minutes past"
        inputMode="numeric"
        value={value.minute}
        error={errorOf('minute')}
        onChange={(event) => set({ minute: event.currentTarget.value })}
      />
    </>
  ) : (
    <>
      {value.kind === 'monthly' && (
        <TextInput
          label="Days"
          value={value.days}
          error={errorOf('days')}
          onChange={(event) => set({ days: event.currentTarget.value })}
        />
      )}
      <TextInput
        label="At"
        value={value.at}
        error={errorOf('at')}
        onChange={(event) => set({ at: event.currentTarget.value })}
      />
    </>
  )
}
