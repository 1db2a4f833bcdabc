import { useState } from 'react'
import type { RunSchedule } from '../../../src/protections/schedule/schema.ts'
import { readSchedule, type ScheduleForm, scheduleForm } from '../lib/schedule-form.ts'
import { readerZone } from './reader-zone.ts'

/** At which time of day, and by whose clocks, chosen snapshots are taken: that of the planner, in the reader's zone. */
export function useSnapshotStart(offered: RunSchedule | null) {
  const [typed, setTyped] = useState<Partial<Pick<ScheduleForm, 'at' | 'time_zone'>>>({})
  const [tried, setTried] = useState(false)
  const form = offered && { ...scheduleForm(offered), time_zone: readerZone(), ...typed }
  return {
    /** Null while no snapshots are chosen. */
    form,
    tried,
    changed: typed.at !== undefined || typed.time_zone !== undefined,
    set: ({ at, time_zone }: ScheduleForm) => setTyped({ at, time_zone }),
    /** Null where something has to be mended first; the fields show it. */
    read: (): RunSchedule | null => {
      setTried(true)
      // More of them would not be kept for as long as the row says.
      const read = form && !form.at.includes(',') && readSchedule(form)
      return read && 'schedule' in read ? read.schedule : null
    },
    reset: () => {
      setTyped({})
      setTried(false)
    },
  }
}
