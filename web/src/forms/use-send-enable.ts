import { useState } from 'react'
import type { ConfigureInput } from '../../../src/protections/schema.ts'
import { useConfigureProtection } from '../api/protections.ts'
import type { Method, Server } from '../api/server-types.ts'
import { type ToggleInput, useToggleBackups } from '../api/servers.ts'
import { filesRetention, nativeSchedule, type Offered, snapshotRetention } from './offers.ts'

type Sent = {
  chosen: readonly Offered[]
  plan_id: string | undefined
  /** What of the files is taken, where they are chosen. */
  settings: ConfigureInput['settings'] | null
}

/** How what is chosen is sent: first what and when, then the switch, one method after the other. Null where something was refused. */
export function useSendEnable(server: Server) {
  const toggle = useToggleBackups()
  const configure = useConfigureProtection()
  const [went, setWent] = useState<readonly string[]>([])
  const toggleOn = (call: Asked) => toggle.mutateAsync({ server_id: server.id, enable: true, ...call })
  const configureAll = async (chosen: readonly Offered[], settings: Sent['settings']) => {
    for (const input of configurationsOf(chosen, settings))
      await configure.mutateAsync({ server_id: server.id, ...input })
  }
  return {
    send: async ({ chosen, plan_id, settings }: Sent) => {
      try {
        await configureAll(chosen, settings)
        let reply: Awaited<ReturnType<typeof toggleOn>> | null = null
        for (const { word, ...call } of callsOf(chosen)) {
          reply = await toggleOn({ plan_id, ...call })
          setWent((before) => [...before, word])
        }
        return reply
      } catch {
        return null
      }
    },
    /** What is on goes on, and takes a place. */
    keep: (plan_id: string | undefined, method: Method | undefined) =>
      toggleOn({ plan_id, methods: method && [method] }).catch(() => null),
    busy: toggle.isPending || configure.isPending,
    refused: configure.error ?? toggle.error,
    /** Of several methods, those that were switched on before one was refused. */
    went,
    reset: () => {
      toggle.reset()
      configure.reset()
      setWent([])
    },
  }
}

type Asked = Pick<ToggleInput, 'plan_id' | 'methods' | 'schedule'>
type Configuration = ConfigureInput & { method: 'files' | 'snapshot' }

/** What is set before files and snapshots are switched on, so that they begin as their rows say. */
function configurationsOf(chosen: readonly Offered[], settings: Sent['settings']): Configuration[] {
  return chosen.flatMap(({ offer }): Configuration[] => {
    const schedule = offer.schedule?.run ?? null
    if (schedule === null) return []
    if (offer.method === 'snapshot') {
      const retention = snapshotRetention(offer)
      return retention ? [{ method: 'snapshot', schedule, retention }] : []
    }
    const retention = filesRetention(offer)
    if (offer.method !== 'files' || !settings) return []
    return [{ method: 'files', schedule, settings, ...(retention ? { retention } : {}) }]
  })
}

type Call = Pick<ToggleInput, 'methods' | 'schedule'> & { word: string }

/**
 * One call for each method, what keeps what the plan promises first: what keeps less is taken beside it only. The provider's own backups
 * are told their window; when the others are taken was set before.
 */
function callsOf(chosen: readonly Offered[]): Call[] {
  const ordered = [...chosen].sort((a, b) => Number(b.offer.available) - Number(a.offer.available))
  return ordered.map(({ offer, word }) => {
    const schedule = nativeSchedule(offer)
    return { word, methods: [offer.method], ...(schedule === null ? {} : { schedule }) }
  })
}
