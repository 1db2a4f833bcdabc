import { describe, expect, test } from 'vitest'
import {
  brushBox,
  dragBrush,
  fitWindow,
  nextSpan,
  panWindow,
  stretchedDays,
  windowWith,
  zoomWindow,
} from './timeline-window.ts'

const total = 365
const month = { days: 30, ago: 0 }

describe('the window over a history', () => {
  test('stays within it, at least a day wide', () => {
    expect(fitWindow({ days: 0, ago: -5 }, total)).toEqual({ days: 1, ago: 0 })
    expect(fitWindow({ days: 400, ago: 20 }, total)).toEqual({ days: 365, ago: 0 })
    expect(panWindow(month, 1000, total)).toEqual({ days: 30, ago: 335 })
    expect(panWindow(month, -3, total)).toEqual(month)
  })

  test('zooms about a day, which keeps its place', () => {
    // The middle of a month stays in the middle of the week.
    expect(zoomWindow({ days: 31, ago: 100 }, 7, 115, total)).toEqual({ days: 7, ago: 112 })
    // Today stays at the right.
    expect(zoomWindow(month, 7, 0, total)).toEqual({ days: 7, ago: 0 })
    expect(zoomWindow({ days: 7, ago: 0 }, 365, 3, total)).toEqual({ days: 365, ago: 0 })
    expect(zoomWindow(month, 1, 29, total)).toEqual({ days: 1, ago: 29 })
  })

  test('closer and wider go from span to span, also from one that was dragged', () => {
    expect([nextSpan(30, true), nextSpan(30, false), nextSpan(43, true), nextSpan(43, false)]).toEqual([7, 90, 30, 90])
    expect([nextSpan(1, true), nextSpan(365, false)]).toEqual([1, 365])
  })

  test('a slow pinch moves too', () => {
    expect([stretchedDays(7, 1.01), stretchedDays(7, 0.99), stretchedDays(1, 0.5), stretchedDays(30, 3)]).toEqual([
      8, 6, 1, 90,
    ])
  })

  test('moves as little as it takes to show a day', () => {
    expect(windowWith(month, 12, total)).toBe(month)
    expect(windowWith(month, 30, total)).toEqual({ days: 30, ago: 1 })
    expect(windowWith({ days: 7, ago: 40 }, 39, total)).toEqual({ days: 7, ago: 39 })
  })
})

describe('the brush', () => {
  test('stands over its days', () => {
    expect(brushBox({ days: 73, ago: 0 }, total, 1000)).toEqual({ x: 800, width: 200 })
    expect(brushBox({ days: 365, ago: 0 }, total, 1000)).toEqual({ x: 0, width: 1000 })
  })

  test('is moved by its body, and ends at the ends of the history', () => {
    expect(dragBrush({ days: 30, ago: 60 }, 'body', 20, total)).toEqual({ days: 30, ago: 40 })
    expect(dragBrush({ days: 30, ago: 60 }, 'body', 100, total)).toEqual({ days: 30, ago: 0 })
  })

  test('each grip moves its own edge, and never past the other', () => {
    expect(dragBrush({ days: 30, ago: 60 }, 'older', 10, total)).toEqual({ days: 20, ago: 60 })
    expect(dragBrush({ days: 30, ago: 60 }, 'older', 100, total)).toEqual({ days: 1, ago: 60 })
    expect(dragBrush({ days: 30, ago: 60 }, 'older', -1000, total)).toEqual({ days: 305, ago: 60 })
    expect(dragBrush({ days: 30, ago: 60 }, 'newer', 10, total)).toEqual({ days: 40, ago: 50 })
    expect(dragBrush({ days: 30, ago: 60 }, 'newer', -100, total)).toEqual({ days: 1, ago: 89 })
    expect(dragBrush({ days: 30, ago: 60 }, 'newer', 1000, total)).toEqual({ days: 90, ago: 0 })
  })
})
