import { useState } from 'react'

/** The last value that was there, so that a dialog keeps its words while it fades out. */
export function useKept<Value>(value: Value | null): Value | null {
  const [kept, setKept] = useState(value)
  if (value !== null && value !== kept) setKept(value)
  return value ?? kept
}
