import { type Clock, toIso } from '../../lib/clock.ts'
import type { Table } from './store.ts'

export type SandboxClock = Clock & {
  /** Lets the sandbox cloud's own time run ahead; it stays ahead after a restart. */
  advance(ms: number): void
}

/** The given clock, moved by what was added on request. */
export const createSandboxClock = (clock: Clock, settings: Table<number>): SandboxClock => {
  const ahead = () => settings.get('ahead_ms') ?? 0
  const nowMs = () => clock.nowMs() + ahead()
  return {
    nowMs,
    now: () => toIso(nowMs()),
    advance: (ms) => settings.put('ahead_ms', ahead() + ms),
  }
}
