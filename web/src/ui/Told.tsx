import { Fragment } from 'react'
import { splitTimes } from '../lib/split-times.ts'
import { Time } from './Time.tsx'

/** A sentence as the API tells it, with the times in it by the reader's clocks and the exact ones on hover. */
export function Told({ text }: { text: string }) {
  return splitTimes(text).map((part, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name, and never change places.
    typeof part === 'string' ? <Fragment key={at}>{part}</Fragment> : <Time key={at} iso={part.iso} />,
  )
}
