import { useEffect, useEffectEvent } from 'react'
import { useChangeMe } from '../api/me.ts'
import { readerZone } from '../forms/reader-zone.ts'

/** Lets this browser's time zone be kept for e-mails of somebody of whom none is known yet. */
export function TellZone() {
  const change = useChangeMe()
  const tell = useEffectEvent(() => change.mutate({ time_zone: readerZone() }))
  useEffect(() => tell(), [])
  return null
}
