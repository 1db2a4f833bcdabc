import { useRouterState } from '@tanstack/react-router'
import { useMemo } from 'react'

/** What stands behind the question mark, as written there. Filters and open dialogs live in it, so that they can be sent to somebody. */
export function useAddressQuery(): URLSearchParams {
  const text = useRouterState({ select: (state) => state.location.searchStr })
  return useMemo(() => new URLSearchParams(text), [text])
}
