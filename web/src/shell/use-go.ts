import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { Path } from '../paths.ts'

/** Goes to a page; `replace` leaves no step back. */
export function useGo(): (to: Path, options?: { replace?: boolean }) => void {
  const router = useRouter()
  return useCallback(
    (to, options) => (options?.replace ? router.history.replace(to) : router.history.push(to)),
    [router],
  )
}
