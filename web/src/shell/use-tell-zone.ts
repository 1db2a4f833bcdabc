import { useEffect, useEffectEvent } from 'react'
import { useChangeMe } from '../api/me.ts'
import type { Me } from '../api/types.ts'
import { readerZone } from '../forms/reader-zone.ts'

/** Lets this browser's time zone be kept for e-mails of somebody of whom none is known yet. */
export function useTellZone(user: NonNullable<Me['user']>): void {
  const change = useChangeMe()
  const tell = useEffectEvent(() => change.mutate({ time_zone: readerZone() }))
  const unknown = user.time_zone === null
  useEffect(() => {
    if (unknown) tell()
  }, [unknown])
}
