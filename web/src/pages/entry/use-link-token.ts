import { useLocation, useRouter } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { keptToken, tokenIn } from './link-token.ts'

/**
 * The token of a link such as `/welcome#token=…`. A fragment is never sent to a server, and it leaves the address bar at once, so
 * that it stands in no list of visited pages and on nobody's screenshot. Until `forget`, this entry of the tab's history keeps it:
 * loading the page again must not cost somebody the link.
 */
export function useLinkToken(): { token: string | null; forget: () => void } {
  const { history } = useRouter()
  const { hash, state } = useLocation()
  const found = tokenIn(hash) ?? keptToken(state)
  const [token, setToken] = useState(found)
  // Another link was opened on this page. That none is found any more says nothing: the page is being left.
  if (found !== null && found !== token) setToken(found)
  const keep = useCallback(
    (link_token: string | null) => {
      const { pathname, search, state } = history.location
      history.replace(pathname + search, { ...state, link_token })
    },
    [history],
  )
  useEffect(() => {
    if (hash !== '') keep(tokenIn(hash))
  }, [hash, keep])
  return { token, forget: useCallback(() => keep(null), [keep]) }
}
