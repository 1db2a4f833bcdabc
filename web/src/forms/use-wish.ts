import { useState } from 'react'
import type { RunSchedule } from '../../../src/protections/schedule/schema.ts'
import type { Protection } from '../../../src/protections/schema.ts'
import { readSchedule, type ScheduleForm, scheduleForm } from '../lib/schedule-form.ts'
import { readerZone } from './reader-zone.ts'

export type WishState = {
  form: ScheduleForm
  /** The last one that could be read: what is offered is judged by it, also while somebody types. */
  schedule: RunSchedule
  /** What was set before, or would be by default. */
  before: RunSchedule
  tried: boolean
  changed: boolean
  set: (form: ScheduleForm) => void
  /** What is asked for; null when something is wrong, which is then shown. */
  read: () => RunSchedule | null
  reset: () => void
}

/** When backups are wanted, for all methods chosen: as it was set before, else each night in the reader's zone. */
export function useWish(protections: readonly Protection[] | undefined): WishState {
  const [typed, setTyped] = useState<{ form: ScheduleForm; schedule: RunSchedule } | null>(null)
  const [tried, setTried] = useState(false)
  const nightly: RunSchedule = { every: 'day', at: ['02:00'], time_zone: readerZone() }
  const before = protections?.find(({ schedule }) => schedule !== null)?.schedule ?? nightly
  const form = typed?.form ?? scheduleForm(before)
  const schedule = typed?.schedule ?? before
  return {
    form,
    schedule,
    before,
    tried,
    changed: typed !== null,
    set: (next) => {
      const read = readSchedule(next)
      setTyped({ form: next, schedule: 'schedule' in read ? read.schedule : schedule })
    },
    read: () => {
      setTried(true)
      const read = readSchedule(form)
      return 'schedule' in read ? read.schedule : null
    },
    reset: () => {
      setTyped(null)
      setTried(false)
    },
  }
}
