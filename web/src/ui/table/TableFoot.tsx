import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { formatCount } from '../../format/format-count.ts'
import { formatPart } from '../../format/format-part.ts'
import { formatPlural } from '../../format/format-plural.ts'
import styles from './Table.module.css'

type Props = {
  shown: number
  noun: readonly [one: string, many: string]
  hasMore: boolean
  loading: boolean
  failed: boolean
  onMore?: () => void
  /** How many there are in all, where somebody counts. */
  total?: number | undefined
  /** Other things stand below the list: more of it comes by the button alone, else they could never be reached. */
  byHand?: boolean | undefined
  /** Inside a panel. */
  inside?: boolean | undefined
  /** What keys do here. */
  hints?: ReactNode
}

/** How much of the list is here. More loads as one scrolls; the button is for those who do not. */
export function TableFoot({ shown, noun, hasMore, loading, failed, onMore, total, byHand, inside, hints }: Props) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // After a failure only the person decides to ask again.
    if (byHand || !hasMore || loading || failed || !onMore || !ref.current) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) onMore()
      },
      { rootMargin: '600px' },
    )
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [byHand, hasMore, loading, failed, onMore])
  const words = hasMore
    ? `${total === undefined ? formatCount(shown) : formatPart(shown, total)} shown${byHand ? '' : ', more load as you scroll'}`
    : formatPlural(shown, noun[0], noun[1])
  return (
    <div ref={ref} className={styles.foot} data-inside={inside}>
      <span aria-live="polite">{failed ? 'The next rows could not be loaded.' : words}</span>
      {hasMore && (
        <Button variant="quiet" size="xs" loading={loading} onClick={onMore}>
          {failed ? 'Try again' : 'Load more'}
        </Button>
      )}
      {hints}
    </div>
  )
}
