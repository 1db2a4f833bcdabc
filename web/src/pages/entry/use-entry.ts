import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Path } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'

/** Goes in after a sign-in: what was loaded under another name, or under none, is forgotten first. */
export function useEntry(): (to: Path) => void {
  const client = useQueryClient()
  const go = useGo()
  return useCallback(
    (to) => {
      client.clear()
      go(to, { replace: true })
    },
    [client, go],
  )
}
