import { useState } from 'react'
import type { ConfigureInput, Protection } from '../../../src/protections/schema.ts'
import { newScheduleForm, readSchedule, type ScheduleForm, scheduleForm } from '../lib/schedule-form.ts'
import { newScopeForm, readScope, type ScopeForm, type ScopeProblems, scopeForm } from '../lib/scope-form.ts'
import { readerZone } from './reader-zone.ts'

export type FilesStartState = {
  schedule: ScheduleForm
  scope: ScopeForm
  problems: ScopeProblems
  tried: boolean
  changed: boolean
  setSchedule: (schedule: ScheduleForm) => void
  setScope: (scope: ScopeForm) => void
  /** What to set before switching on; null when something is wrong, which is then shown. */
  read: () => Pick<ConfigureInput, 'schedule' | 'settings'> | null
  reset: () => void
}

/** What file backups begin with: what was set before, else the whole machine each night in the reader's zone. */
export function useFilesStart(files: Protection | undefined): FilesStartState {
  const [typed, setTyped] = useState<{ schedule?: ScheduleForm; scope?: ScopeForm }>({})
  const [tried, setTried] = useState(false)
  const schedule = typed.schedule ?? (files?.schedule ? scheduleForm(files.schedule) : newScheduleForm(readerZone()))
  const scope = typed.scope ?? (files?.settings ? scopeForm(files.settings) : newScopeForm)
  const readScoped = readScope(scope)
  return {
    schedule,
    scope,
    tried,
    changed: typed.schedule !== undefined || typed.scope !== undefined,
    problems: tried && 'problems' in readScoped ? readScoped.problems : {},
    setSchedule: (next) => setTyped((before) => ({ ...before, schedule: next })),
    setScope: (next) => setTyped((before) => ({ ...before, scope: next })),
    read: () => {
      setTried(true)
      const read = readSchedule(schedule)
      return 'schedule' in read && 'scope' in readScoped
        ? { schedule: read.schedule, settings: readScoped.scope }
        : null
    },
    reset: () => {
      setTyped({})
      setTried(false)
    },
  }
}
