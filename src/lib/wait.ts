import { setTimeout as delay } from 'node:timers/promises'

/** Lets time pass. Injected, so that tests need not wait. */
export type Wait = (ms: number) => Promise<void>

export const systemWait: Wait = async (ms) => {
  await delay(ms)
}

/** For tests: returns at once, moves the clock by as much, and remembers how long it was asked to wait. */
export const testWait = (clock: { advanceMs(ms: number): void }): Wait & { readonly waits: number[] } => {
  const waits: number[] = []
  const wait = async (ms: number) => {
    waits.push(ms)
    clock.advanceMs(ms)
  }
  return Object.assign(wait, { waits })
}
