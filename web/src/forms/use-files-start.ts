import { useState } from 'react'
import type { Protection } from '../../../src/protections/schema.ts'
import { newScopeForm, readScope, type ScopeForm, type ScopeProblems, scopeForm } from '../lib/scope-form.ts'

type Scope = NonNullable<Protection['settings']>

export type FilesStartState = {
  scope: ScopeForm
  problems: ScopeProblems
  changed: boolean
  setScope: (scope: ScopeForm) => void
  /** What is to be taken; null when something is wrong, which is then shown. */
  read: () => Scope | null
  reset: () => void
}

/** What of the files is taken: as it was set before, else the whole machine. */
export function useFilesStart(files: Protection | undefined): FilesStartState {
  const [typed, setTyped] = useState<ScopeForm | null>(null)
  const [tried, setTried] = useState(false)
  const scope = typed ?? (files?.settings ? scopeForm(files.settings) : newScopeForm)
  const readScoped = readScope(scope)
  return {
    scope,
    changed: typed !== null,
    problems: tried && 'problems' in readScoped ? readScoped.problems : {},
    setScope: setTyped,
    read: () => {
      setTried(true)
      return 'scope' in readScoped ? readScoped.scope : null
    },
    reset: () => {
      setTyped(null)
      setTried(false)
    },
  }
}
