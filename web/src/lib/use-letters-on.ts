import { useSyncExternalStore } from 'react'
import { readStored } from './read-stored.ts'
import { writeStored } from './write-stored.ts'

const listeners = new Set<() => void>()
const lettersOn = () => readStored('single-letters') !== 'off'

/** Whether single letters are shortcuts here. People who dictate or press keys by accident switch them off in Settings. */
export function useLettersOn(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, lettersOn)
}

export function setLettersOn(on: boolean): void {
  writeStored('single-letters', on ? null : 'off')
  for (const listener of listeners) listener()
}
