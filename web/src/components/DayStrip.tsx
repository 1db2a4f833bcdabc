import { Popover } from '@mantine/core'
import { lazy, type MouseEvent, Suspense, type SyntheticEvent, useState } from 'react'
import type { Server } from '../api/server-types.ts'
import type { DayFacts } from '../lib/day-facts.ts'
import { stripDay } from '../lib/strip-days.ts'
import { paths } from '../paths.ts'
import { useGo } from '../shell/use-go.ts'
import { useWhyNotAct } from '../shell/use-why-not-act.ts'
import { RecoveryStrip } from '../ui/strip/RecoveryStrip.tsx'
import type { StripData } from '../ui/strip/strip-codes.ts'
import { stripLabel } from '../ui/strip/strip-label.ts'
import { useRowTabIndex } from '../ui/table/table-context.ts'
import styles from './DayStrip.module.css'
import { useDayStrip } from './use-day-strip.ts'

// Most strips are only looked at: what a card needs comes with the first day somebody asks about.
const DayCard = lazy(async () => ({ default: (await import('./DayCard.tsx')).DayCard }))

type Props = { server: Server; strip: StripData; size: 's' | 'm' }

/** A strip whose days can be asked about: by pointer, by keys, by a tap. It is one stop for Tab; the arrows move the day. */
export function DayStrip({ server, strip, size }: Props) {
  const go = useGo()
  const mayRestore = useWhyNotAct() === null
  const tabIndex = useRowTabIndex() ?? 0
  const days = strip.files.length
  const [facts, setFacts] = useState<DayFacts | null>(null)
  const restore = () => {
    if (facts?.restorable && mayRestore) go(paths.restoreWizard(server.id, { point: facts.restorable.id }))
  }
  const { refs, day, open, onStrip, onCard } = useDayStrip({ days, size, onEnter: restore })
  const shown = day ?? days - 1
  return (
    <div className={size === 's' ? styles.row : styles.card}>
      {/* It looks like a picture and works like a slider over days. */}
      <div
        ref={refs.strip}
        className={styles.strip}
        role="slider"
        tabIndex={tabIndex}
        aria-label={`${server.name}. ${stripLabel(strip)}`}
        aria-valuemin={1}
        aria-valuemax={days}
        aria-valuenow={shown + 1}
        aria-valuetext={open && facts ? facts.words : stripDay(strip, shown).title}
        {...onStrip}
        onKeyDown={onStrip.onKeyDown}
        onClick={ofFinger}
      >
        <RecoveryStrip data={strip} size={size} framed={day ?? undefined} decorative />
      </div>
      {open && (
        <Popover opened position="bottom-end" width={316} offset={6} withinPortal withRoles={false}>
          <Popover.Target>
            <span className={styles.anchor} />
          </Popover.Target>
          <Popover.Dropdown ref={refs.card} className={styles.floating} {...onCard} onClick={within}>
            <Suspense fallback={null}>
              <DayCard serverId={server.id} strip={strip} day={shown} onFacts={setFacts} />
            </Suspense>
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  )
}

/** A tap asks about a day and a click opens the row, as everywhere else in it. */
function ofFinger(event: MouseEvent) {
  const { nativeEvent } = event
  if (nativeEvent instanceof PointerEvent && nativeEvent.pointerType !== 'mouse') event.stopPropagation()
}

/** React passes events on to the row the card belongs to, and a click there opens the server. */
function within(event: SyntheticEvent) {
  event.stopPropagation()
}
