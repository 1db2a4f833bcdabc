import { useIsFetching, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react'

type Props = {
  /** Stands there until then, and while the script comes: its heading, so that it is found. */
  before: ReactNode
  /** Without waiting: the address asks for it. */
  atOnce?: boolean
  className?: string | undefined
  children: ReactNode
}

/** A part further down a page, whose script and questions come once somebody has scrolled near it. */
export function WhenSeen({ before, atOnce, className, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const client = useQueryClient()
  const loading = useIsFetching() > 0
  const [seen, setSeen] = useState(atOnce === true)
  useEffect(() => {
    const node = box.current
    if (seen || loading || node === null) return
    const observer = new IntersectionObserver(
      (entries) => {
        // What stands above is shorter while it is loaded, and would seem to end here.
        if (entries.some((entry) => entry.isIntersecting) && client.isFetching() === 0) setSeen(true)
      },
      { rootMargin: '100px' },
    )
    observer.observe(node)
    return () => observer.disconnect()
  }, [client, loading, seen])
  return (
    <div ref={box} className={className}>
      {seen ? <Suspense fallback={before}>{children}</Suspense> : before}
    </div>
  )
}
