import { useEffect, useState } from 'react'
import { formatTime } from '../format/format-time.ts'
import { useNow } from '../lib/use-now.ts'
import { Notice } from '../ui/Notice.tsx'
import type { LiveState } from './live-updates.ts'
import styles from './Shell.module.css'

/** Says that the page may be stale. A break shorter than two seconds is nobody's concern. */
export function LiveNotice({ live }: { live: LiveState }) {
  const [shown, setShown] = useState(false)
  const lost = live.state === 'lost'
  useEffect(() => {
    if (!lost) return setShown(false)
    const timer = setTimeout(() => setShown(true), 2000)
    return () => clearTimeout(timer)
  }, [lost])
  const now = useNow()
  if (!shown || live.state !== 'lost') return null
  return (
    <div className={styles.notice} role="status">
      <Notice
        tone="warn"
        title={`Live updates lost ${formatTime(live.since, { now }).replace('today ', '')}, trying again.`}
      >
        What you see may be older than that; load the page again to be sure.
      </Notice>
    </div>
  )
}
