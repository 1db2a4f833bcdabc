import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

/**
 * The token of a link such as `/welcome#token=…`. A fragment is never sent to a server, and it leaves the address bar
 * at once, so that it stays in nobody's history and on nobody's screenshot.
 */
export function useFragmentToken(): string | null {
  const [token, setToken] = useState(() => tokenIn(location.hash))
  const { history } = useRouter()
  useEffect(() => {
    // A link opened where its page stands already changes the fragment and loads nothing.
    const take = () => {
      if (location.hash === '') return
      setToken(tokenIn(location.hash))
      history.replace(history.location.pathname + history.location.search)
    }
    take()
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [history])
  return token
}

export function tokenIn(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('token') || null
}
