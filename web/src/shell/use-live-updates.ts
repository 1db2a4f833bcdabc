import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { alsoChanged } from '../api/keys.ts'
import { now } from '../lib/clock.ts'
import { followLiveUpdates, type LiveState } from './live-updates.ts'

/** Keeps what is on the page fresh: a change on the server renews the queries of its noun. */
export function useLiveUpdates(): LiveState {
  const client = useQueryClient()
  const [live, setLive] = useState<LiveState>({ state: 'connecting' })
  useEffect(
    () =>
      followLiveUpdates({
        onChange: (noun) => {
          for (const queryKey of [[noun], ...alsoChanged[noun]]) void client.invalidateQueries({ queryKey })
        },
        onBack: () => void client.invalidateQueries(),
        onState: setLive,
        now,
      }),
    [client],
  )
  return live
}
