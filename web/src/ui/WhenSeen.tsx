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
  const [seen, setSeen] = useState(atOnce === true)
  useEffect(() => {
    const node = box.current
    if (seen || node === null) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setSeen(true)
      },
      { rootMargin: '100px' },
    )
    observer.observe(node)
    return () => observer.disconnect()
  }, [seen])
  return (
    <div ref={box} className={className}>
      {seen ? <Suspense fallback={before}>{children}</Suspense> : before}
    </div>
  )
}
