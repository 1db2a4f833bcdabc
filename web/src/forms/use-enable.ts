import { useState } from 'react'
import type { MethodOffer } from '../../../src/protections/planner/schema.ts'
import { useAgents } from '../api/agents.ts'
import { useConfigureProtection, useMethods, useProtections } from '../api/protections.ts'
import type { Server } from '../api/server-types.ts'
import { type ToggleInput, useToggleBackups } from '../api/servers.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import {
  filesRetention,
  lacksBase,
  nativeSchedule,
  type Offered,
  offerGroups,
  snapshotRetention,
  usualOffer,
} from './offers.ts'
import { useFilesStart } from './use-files-start.ts'
import { useWish } from './use-wish.ts'

/** What the dialog that switches backups on knows, what is chosen in it, and how that is sent. */
export function useEnable(server: Server, open: boolean) {
  const toggle = useToggleBackups()
  const configure = useConfigureProtection()
  const [plan_id, setPlan] = useState<string | null>(null)
  const [picked, setPicked] = useState<readonly string[] | null>(null)
  const [went, setWent] = useState<readonly string[]>([])
  const protections = useProtections(server.id, open)
  const wish = useWish(protections.data)
  const asked = { plan_id, schedule: wish.schedule }
  const ready = open && !protections.isPending
  const methods = useMethods(server.id, asked, ready)
  const standing = standingOf(server)
  const own = useMethods(server.id, { plan_id, schedule: wish.before }, ready && standing.adds)
  const agent = useAgents({ server_id: server.id }, open).rows?.[0] ?? null
  const start = useFilesStart(protections.data?.find((one) => one.method === 'files'))
  const { goesOn, held } = standing
  const { groups, values, chosen } = choiceOf(server, methods.data?.data, { picked, own: own.data?.data, ...standing })
  useOnOpen(open, () => {
    toggle.reset()
    configure.reset()
    setPlan(null)
    setPicked(null)
    setWent([])
    wish.reset()
    start.reset()
  })
  const files = chosen.find(({ offer }) => offer.method === 'files')?.offer
  const snapshot = chosen.find(({ offer }) => offer.method === 'snapshot')?.offer
  const configureFirst = async (settings: ReturnType<typeof start.read>) => {
    if (files?.schedule?.run && settings) {
      const retention = filesRetention(files)
      const set = { schedule: files.schedule.run, settings, ...(retention ? { retention } : {}) }
      await configure.mutateAsync({ server_id: server.id, method: 'files', ...set })
    }
    const retention = snapshot ? snapshotRetention(snapshot) : null
    if (snapshot?.schedule?.run && retention)
      await configure.mutateAsync({
        ...{ server_id: server.id, method: 'snapshot', retention },
        schedule: snapshot.schedule.run,
      })
  }
  const toggleOn = (call: Asked) => toggle.mutateAsync({ server_id: server.id, enable: true, ...call })
  /** Null where something has to be mended first, or was refused; the dialog shows it. */
  const send = async () => {
    const settings = files ? start.read() : null
    const unread = (files !== undefined && settings === null) || wish.read() === null
    if (!goesOn && (chosen.length === 0 || unread)) return null
    try {
      if (goesOn) return await toggleOn({ plan_id: held ? undefined : (plan_id ?? undefined) })
      await configureFirst(settings)
      let reply: Awaited<ReturnType<typeof toggleOn>> | null = null
      for (const { word, ...call } of callsOf(chosen)) {
        reply = await toggleOn({ plan_id: held ? undefined : methods.data?.plan.id, ...call })
        setWent((before) => [...before, word])
      }
      return reply
    } catch {
      return null
    }
  }
  return {
    ...standing,
    methods,
    groups,
    values,
    chosen,
    files: files !== undefined,
    agent,
    start,
    wish,
    /** What is offered is not yet what was asked for last. */
    stale: methods.isPlaceholderData,
    /** The method that cannot be by itself, and is. */
    lacking: groups ? lacksBase(groups, chosen) : null,
    plan_id: plan_id ?? methods.data?.plan.id,
    /** No place is free on the plan. */
    full: methods.data?.plan.covered === false,
    choosePlan: (id: string) => {
      setPlan(id)
      setPicked(null)
    },
    setPicked,
    send,
    busy: toggle.isPending || configure.isPending,
    refused: configure.error ?? toggle.error,
    /** Of several methods, those that were switched on before one was refused. */
    went,
  }
}

type Asked = Pick<ToggleInput, 'plan_id' | 'methods' | 'schedule'>
type Choosing = { picked: readonly string[] | null; own: readonly MethodOffer[] | undefined } & Pick<
  ReturnType<typeof standingOf>,
  'goesOn' | 'adds'
>

/** What is offered, and what of it is chosen. */
function choiceOf(server: Server, offers: readonly MethodOffer[] | undefined, { picked, own, goesOn, adds }: Choosing) {
  const groups = offers && offerGroups(offers, server, own)
  const values = picked ?? (groups && !adds ? usualOffer(groups) : [])
  const offered = groups ? [...groups.fits, ...groups.less] : []
  const chosen = goesOn ? [] : offered.filter((one) => values.includes(one.key) && one.waits === null)
  return { groups, values, chosen }
}

/** What is switched on already: kept where nobody wanted it, or added to; and whether it has a place. */
function standingOf({ backups_enabled, protections }: Server) {
  const wanted = protections.some((one) => one.desired_state === 'on' && !one.drift)
  const held = protections.some((one) => one.plan_id !== null && !one.beyond_subscription)
  return { goesOn: backups_enabled && !wanted, adds: wanted, held }
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
