import { useState } from 'react'
import type { RunSchedule } from '../../../src/protections/schedule/schema.ts'
import type { Protection } from '../../../src/protections/schema.ts'
import { newScheduleForm, readSchedule, type ScheduleForm, scheduleForm } from '../lib/schedule-form.ts'
import { readerZone } from './reader-zone.ts'

export type WishState = {
  form: ScheduleForm
  /** The last one that could be read: what is offered is judged by it, also while somebody types. */
  schedule: RunSchedule
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
  const before = protections?.find(({ schedule }) => schedule !== null)?.schedule ?? null
  const nightly: RunSchedule = { every: 'day', at: ['02:00'], time_zone: readerZone() }
  const form = typed?.form ?? (before ? scheduleForm(before) : newScheduleForm(readerZone()))
  const schedule = typed?.schedule ?? before ?? nightly
  return {
    form,
    schedule,
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
