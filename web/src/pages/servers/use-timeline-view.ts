import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import type { Protection } from '../../../../src/protections/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { useRecoveryPointsBetween, useTimeline } from '../../api/recovery-points.ts'
import type { Server } from '../../api/server-types.ts'
import { useDayPoints } from '../../components/use-day-points.ts'
import { readerZone } from '../../forms/reader-zone.ts'
import { aroundDays } from '../../lib/around-days.ts'
import { whyNotRestore } from '../../lib/point-look.ts'
import { providerLabel } from '../../lib/provider-facts.ts'
import { serverStates } from '../../lib/server-states.ts'
import { stripOf } from '../../lib/strip-of.ts'
import { daysOf, historyOfStrip, timelineOf, tracksOf } from '../../lib/timeline-of.ts'
import {
  fitWindow,
  nextSpan,
  panWindow,
  stretchedDays,
  type TimelineWindow,
  windowWith,
  zoomWindow,
} from '../../lib/timeline-window.ts'
import { useNow } from '../../lib/use-now.ts'
import { readoutOf } from './readout-of.ts'

type Input = {
  server: Server
  protections: readonly Protection[] | undefined
  provider: ProviderSummary | undefined
}

/** What the timeline of a server shows and how it moves. Days are counted back from today, so that a longer history changes nothing. */
export function useTimelineView({ server, protections, provider }: Input) {
  const now = useNow()
  const reader_zone = readerZone()
  const { history, ...asked } = useHistory(server, now)
  const all = useMemo(() => daysOf(history), [history])
  const total = all.length
  const [wanted, setWindow] = useState<TimelineWindow>({ days: 30, ago: 0 })
  const [pointed, setPointed] = useState<number | null>(null)
  const [pinned, setPinned] = useState(0)
  const window = fitWindow(wanted, total)
  const ago = pointed ?? pinned
  const between = window.days <= 7 ? betweenOf(all, window) : null
  const points = useRecoveryPointsBetween(server.id, between).data
  const of = useMemo(() => ({ ...server, unlisted: provider?.native?.can_list === false }), [server, provider])
  const data = useMemo(
    () =>
      timelineOf({ server: of, history, window, points: points ?? [], protections: protections ?? [], reader_zone }),
    [of, history, window, points, protections, reader_zone],
  )
  const dateAt = (days: number) => all[total - 1 - days]?.date ?? ''
  // While the pointer moves over many days, only the one where it rests is asked about.
  const [rested] = useDebouncedValue(ago, 120)
  const day = useDayPoints(server.id, dateAt(Math.min(total - 1, rested)))
  const shown = window.days - 1 - (ago - window.ago)
  const isIn = shown >= 0 && shown < window.days
  const readout = readoutOf({
    data: isIn
      ? data
      : timelineOf({
          ...{ server: of, history, protections: protections ?? [], reader_zone },
          window: { days: 1, ago },
          points: [],
        }),
    day: isIn ? shown : 0,
    points: rested === ago ? (day.points ?? []) : [],
    time_zone: history.time_zone,
    reader_zone,
    label: providerLabel(server.provider, provider ? [provider] : undefined),
    whyNot: (point) => whyNotRestore(point, provider),
    now,
  })
  const zoomTo = (days: number, about: number) => {
    setPointed(null)
    setWindow(zoomWindow(window, days, about, total))
  }
  const agoOf = (index: number) => window.ago + window.days - 1 - index
  return {
    ...{ data, all, total, window, setWindow, readout, history },
    ...asked,
    tracks: useMemo(() => tracksOf(of, history), [of, history]),
    loading: rested !== ago || day.loading,
    shown: isIn ? shown : null,
    place: { now: total - ago, of: total },
    onPoint: (index: number | null) => setPointed(index === null ? null : agoOf(index)),
    onPin: (index: number) => setPinned(agoOf(index)),
    onStep: (days: number) => {
      const next = Math.min(total - 1, Math.max(0, (isIn ? ago : window.ago) - days))
      setPointed(null)
      setPinned(next)
      setWindow(windowWith(window, next, total))
    },
    onPan: (days: number) => {
      setPointed(null)
      setWindow((before) => panWindow(fitWindow(before, total), days, total))
    },
    onZoom: (closer: boolean) => zoomTo(nextSpan(window.days, closer), isIn ? ago : window.ago),
    onStretch: (factor: number, index: number) => zoomTo(stretchedDays(window.days, factor), agoOf(index)),
    onSpan: (days: number) => zoomTo(days, isIn ? ago : window.ago),
  }
}

/** The whole history, or what the list knew of the last month until it is here. */
function useHistory(server: Server, now: Date) {
  const found = useTimeline(server.id)
  const history = useMemo(
    () => found.data ?? historyOfStrip(stripOf(server, serverStates(server, now).includes('first_due'), now)),
    [found.data, server, now],
  )
  return { history, failed: found.error !== null && found.data === undefined, onRetry: () => void found.refetch() }
}

function betweenOf(all: readonly { date: string }[], { days, ago }: TimelineWindow) {
  const [first, last] = [all[all.length - ago - days], all[all.length - 1 - ago]]
  return first && last ? aroundDays(first.date, last.date) : null
}
