import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { alsoChanged } from '../api/keys.ts'
import type { ChangeTopic } from '../api/types.ts'
import { now } from '../lib/clock.ts'
import { followLiveUpdates, type LiveState } from './live-updates.ts'

/** Bulk work changes hundreds of servers a second; what shows them is asked for again this often, not each time. */
const gatherMs = 250

/** Keeps what is on the page fresh: a change on the server renews the queries of its noun. */
export function useLiveUpdates(): LiveState {
  const client = useQueryClient()
  const [live, setLive] = useState<LiveState>({ state: 'connecting' })
  useEffect(() => {
    const changed = new Set<ChangeTopic>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const renew = () => {
      timer = undefined
      const queries = new Map([...changed].flatMap(queriesOf).map((queryKey) => [queryKey.join(' '), queryKey]))
      changed.clear()
      for (const queryKey of queries.values()) void client.invalidateQueries({ queryKey })
    }
    const stop = followLiveUpdates({
      onChange: (noun) => {
        changed.add(noun)
        timer ??= setTimeout(renew, gatherMs)
      },
      onBack: () => void client.invalidateQueries(),
      onState: setLive,
      now,
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [client])
  return live
}

function queriesOf(noun: ChangeTopic): (readonly string[])[] {
  return [[noun], ...alsoChanged[noun]]
}
