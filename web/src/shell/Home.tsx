import { useEffect } from 'react'
import { navFor } from './nav.ts'
import { useGo } from './use-go.ts'
import { roleOf, useViewer } from './viewer.ts'

/** The bare address: on to the first page there is for this person. */
export function Home() {
  const go = useGo()
  const first = navFor(roleOf(useViewer()))[0]
  useEffect(() => {
    if (first) go(first.to, { replace: true })
  }, [first, go])
  return null
}
