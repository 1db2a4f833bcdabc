import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

/**
 * The token of a link such as `/welcome#token=…`. A fragment is never sent to a server, and it leaves the address bar
 * at once, so that it stays in nobody's history and on nobody's screenshot.
 */
export function useFragmentToken(): string | null {
  const [token] = useState(() => tokenIn(location.hash))
  const { history } = useRouter()
  useEffect(() => {
    if (location.hash !== '') history.replace(history.location.pathname + history.location.search)
  }, [history])
  return token
}

export function tokenIn(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('token') || null
}
