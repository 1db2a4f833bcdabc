import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { formatCount } from '../../format/format-count.ts'
import { formatPlural } from '../../format/format-plural.ts'
import styles from './Table.module.css'

type Props = {
  shown: number
  noun: readonly [one: string, many: string]
  hasMore: boolean
  loading: boolean
  failed: boolean
  onMore?: () => void
}

/** How much of the list is here. More loads as one scrolls; the button is for those who do not. */
export function TableFoot({ shown, noun, hasMore, loading, failed, onMore }: Props) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // After a failure only the person decides to ask again.
    if (!hasMore || loading || failed || !onMore || !ref.current) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) onMore()
      },
      { rootMargin: '600px' },
    )
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [hasMore, loading, failed, onMore])
  const words = hasMore ? `${formatCount(shown)} shown, more load as you scroll` : formatPlural(shown, noun[0], noun[1])
  return (
    <div ref={ref} className={styles.foot}>
      <span aria-live="polite">{failed ? 'The next rows could not be loaded.' : words}</span>
      {hasMore && (
        <Button variant="quiet" size="xs" loading={loading} onClick={onMore}>
          {failed ? 'Try again' : 'Load more'}
        </Button>
      )}
    </div>
  )
}
