import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followLiveUpdates, type LiveState } from './live-updates.ts'

class FakeSource extends EventTarget {
  readyState = 0
  closed = false
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  close() {
    this.closed = true
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const follow = () => {
  const sources: FakeSource[] = []
  const states: LiveState[] = []
  const changes: string[] = []
  const onBack = vi.fn()
  const stop = followLiveUpdates({
    onChange: (noun) => changes.push(noun),
    onBack,
    onState: (state) => states.push(state),
    now: () => new Date('2026-11-21T08:42:00Z'),
    // Only what followLiveUpdates touches is there.
    open: () => {
      const source = new FakeSource()
      sources.push(source)
      return source as unknown as EventSource
    },
  })
  return { sources, states, changes, onBack, stop }
}

test('a change names its noun', () => {
  const { sources, changes } = follow()
  sources[0]?.dispatchEvent(new Event('member.changed'))
  expect(changes).toEqual(['member'])
})

test('a stream that lost count renews everything', () => {
  const { sources, onBack } = follow()
  sources[0]?.dispatchEvent(new Event('everything.changed'))
  expect(onBack).toHaveBeenCalledOnce()
})

test('a refused stream is opened again, and coming back renews everything', () => {
  const { sources, states, onBack } = follow()
  Object.assign(sources[0] ?? {}, { readyState: 2 })
  sources[0]?.onerror?.()
  expect(states).toEqual([{ state: 'lost', since: '2026-11-21T08:42:00.000Z' }])
  vi.advanceTimersByTime(2000)
  expect(sources).toHaveLength(2)
  sources[1]?.onopen?.()
  expect(onBack).toHaveBeenCalledOnce()
  expect(states.at(-1)).toEqual({ state: 'live' })
})

test('the browser reconnects by itself after a break, so nothing is opened twice', () => {
  const { sources } = follow()
  sources[0]?.onerror?.()
  vi.advanceTimersByTime(60_000)
  expect(sources).toHaveLength(1)
})

test('stopping closes the stream', () => {
  const { sources, stop } = follow()
  stop()
  expect(sources[0]?.closed).toBe(true)
})
