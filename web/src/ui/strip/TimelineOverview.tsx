import { useElementSize } from '@mantine/hooks'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { formatPlural } from '../../format/format-plural.ts'
import {
  type BrushPart,
  brushBox,
  dragBrush,
  nextSpan,
  panWindow,
  type TimelineWindow,
  zoomWindow,
} from '../../lib/timeline-window.ts'
import strip from './RecoveryStrip.module.css'
import type { StripCode } from './strip-codes.ts'
import { joinPieces, stripLayers } from './strip-paths.ts'
import { thinPieces } from './TimelineCells.tsx'
import styles from './TimelineOverview.module.css'
import type { TimelineDay } from './timeline-types.ts'

type Props = {
  days: readonly TimelineDay[]
  tracks: readonly { key: string; title: string; codes: readonly StripCode[] }[]
  window: TimelineWindow
  onWindow: (window: TimelineWindow) => void
  /** The window in words. */
  words: string
}

/** The whole history in one band, with a window to drag: by its body, by its grips, by keys. */
export function TimelineOverview({ days, tracks, window, onWindow, words }: Props) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  const drag = useRef<{ x: number; part: BrushPart; from: TimelineWindow } | null>(null)
  const total = days.length
  const box = brushBox(window, total, width)
  const high = tracks.length * 13
  const paths = joinPieces(tracks.flatMap(({ codes }, track) => thinPieces(codes, width, track * 13)))
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    const part = partAt(x, box)
    const ago = total - (x / width) * total - window.days / 2
    const from = part === null ? panWindow({ ...window, ago }, 0, total) : window
    if (part === null) onWindow(from)
    drag.current = { x: event.clientX, part: part ?? 'body', from }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onPointerMove = (event: PointerEvent) => {
    const held = drag.current
    if (held) onWindow(dragBrush(held.from, held.part, ((event.clientX - held.x) / width) * total, total))
  }
  const letGo = () => {
    drag.current = null
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = afterKey(event.key, event.shiftKey, window, total)
    if (next === null) return
    onWindow(next)
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={styles.overview}>
      <div className={styles.label}>
        <span>
          {tracks.map(({ key, title }) => (
            <span key={key}>{title}</span>
          ))}
        </span>
        <span>{lengthWords(tracks, total)}</span>
      </div>
      <div
        ref={ref}
        className={styles.band}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={letGo}
        onPointerCancel={letGo}
      >
        {width > 0 && (
          <>
            <svg className={strip.svg} width={width} height={high} data-size="l" aria-hidden="true">
              {stripLayers.map((layer) =>
                paths[layer] ? <path key={layer} className={strip[layer]} d={paths[layer]} /> : null,
              )}
            </svg>
            <Months days={days} width={width} />
            <div
              className={styles.frame}
              style={{ left: box.x, width: Math.max(8, box.width), height: high + 6 }}
              role="slider"
              tabIndex={0}
              aria-label="Shown part of the history"
              aria-valuemin={0}
              aria-valuemax={total - window.days}
              aria-valuenow={total - window.days - window.ago}
              aria-valuetext={words}
              onKeyDown={onKeyDown}
            >
              <span className={styles.grip} data-side="older" />
              <span className={styles.grip} data-side="newer" />
            </div>
          </>
        )}
      </div>
    </div>
  )
}

const gripReach = 7

function partAt(x: number, box: { x: number; width: number }): BrushPart | null {
  const [older, newer] = [Math.abs(x - box.x), Math.abs(x - box.x - box.width)]
  if (Math.min(older, newer) <= gripReach) return older < newer ? 'older' : 'newer'
  return x > box.x && x < box.x + box.width ? 'body' : null
}

function afterKey(key: string, shift: boolean, window: TimelineWindow, total: number): TimelineWindow | null {
  const step = shift ? window.days : 1
  if (key === 'ArrowLeft') return panWindow(window, step, total)
  if (key === 'ArrowRight') return panWindow(window, -step, total)
  if (key === 'PageUp') return panWindow(window, window.days, total)
  if (key === 'PageDown') return panWindow(window, -window.days, total)
  if (key === 'Home') return panWindow(window, total, total)
  if (key === 'End') return panWindow(window, -total, total)
  if (key === '+' || key === '=' || key === '-')
    return zoomWindow(window, nextSpan(window.days, key !== '-'), window.ago + Math.floor(window.days / 2), total)
  return null
}

/** How long there is anything to see. */
function lengthWords(tracks: Props['tracks'], total: number): string {
  const firsts = tracks.map(({ codes }) => codes.findIndex((code) => code !== 'n')).filter((at) => at >= 0)
  if (firsts.length === 0) return 'none yet'
  const days = total - Math.min(...firsts)
  return days < 60 ? formatPlural(days, 'day') : formatPlural(Math.round(days / 30.4), 'month')
}

/** Names of months as far as they have room. */
function Months({ days, width }: { days: readonly TimelineDay[]; width: number }) {
  const pitch = width / days.length
  const room = Math.ceil(34 / (pitch * 28))
  const firsts = days.flatMap((day, index) => (day.number === 1 ? [{ day, x: index * pitch }] : []))
  return (
    <div className={styles.months} aria-hidden="true">
      {firsts
        .filter(({ x }, at) => at % room === 0 && x < width - 24)
        .map(({ day, x }) => (
          <span key={day.date} style={{ left: x }}>
            {day.month === 'Jan' ? day.date.slice(0, 4) : day.month}
          </span>
        ))}
    </div>
  )
}
