import { useCallback, useMemo, useState } from 'react'
import type { Me } from '../api/types.ts'
import { readStored } from '../lib/read-stored.ts'
import { writeStored } from '../lib/write-stored.ts'
import { pickScope, type Scope, scopeKey, scopesOf } from './scope.ts'

/** As what somebody works here, remembered in this browser. */
export function useScope(me: Me): { scope: Scope | null; scopes: readonly Scope[]; setScope: (scope: Scope) => void } {
  const [wanted, setWanted] = useState(() => readStored('scope'))
  const scopes = useMemo(() => scopesOf(me), [me])
  const scope = useMemo(() => pickScope(scopes, wanted), [scopes, wanted])
  const setScope = useCallback((next: Scope) => {
    writeStored('scope', scopeKey(next))
    setWanted(scopeKey(next))
  }, [])
  return { scope, scopes, setScope }
}
