import { useState } from 'react'
import type { MethodOffer } from '../../../src/protections/planner/schema.ts'
import type { RunSchedule } from '../../../src/protections/schedule/schema.ts'
import { useAgents } from '../api/agents.ts'
import { useConfigureProtection, useMethods, useProtections } from '../api/protections.ts'
import type { Server } from '../api/server-types.ts'
import { type ToggleInput, useToggleBackups } from '../api/servers.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { nativeSchedule, type Offered, offerGroups, snapshotRetention, usualOffer } from './offers.ts'
import { useFilesStart } from './use-files-start.ts'
import { useSnapshotStart } from './use-snapshot-start.ts'

/** What the dialog that switches backups on knows, what is chosen in it, and how that is sent. */
export function useEnable(server: Server, open: boolean) {
  const toggle = useToggleBackups()
  const configure = useConfigureProtection()
  const [plan_id, setPlan] = useState<string | null>(null)
  const [picked, setPicked] = useState<readonly string[] | null>(null)
  const methods = useMethods(server.id, plan_id, open)
  const protections = useProtections(server.id, open)
  const agent = useAgents({ server_id: server.id }, open).rows?.[0] ?? null
  const start = useFilesStart(protections.data?.find((one) => one.method === 'files'))
  const standing = standingOf(server)
  const { goesOn, held } = standing
  const { groups, values, chosen } = choiceOf(server, methods.data?.data, { picked, ...standing })
  const snapshot = chosen.find(isSnapshot)?.offer
  const snapshots = useSnapshotStart(snapshot?.schedule?.run ?? null)
  useOnOpen(open, () => {
    toggle.reset()
    configure.reset()
    setPlan(null)
    setPicked(null)
    start.reset()
    snapshots.reset()
  })
  const files = chosen.some(({ offer }) => offer.method === 'files')
  const configureFirst = async (settings: ReturnType<typeof start.read>, schedule: RunSchedule | null) => {
    if (settings) await configure.mutateAsync({ server_id: server.id, method: 'files', ...settings })
    const retention = snapshot ? snapshotRetention(snapshot) : null
    if (schedule && retention)
      await configure.mutateAsync({ server_id: server.id, method: 'snapshot', schedule, retention })
  }
  const toggleOn = (asked: Asked) => toggle.mutateAsync({ server_id: server.id, enable: true, ...asked })
  /** Null where something has to be mended first, or was refused; the dialog shows it. */
  const send = async () => {
    const settings = files ? start.read() : null
    const schedule = snapshots.form ? snapshots.read() : null
    const unread = (files && settings === null) || (snapshots.form !== null && schedule === null)
    if ((!goesOn && chosen.length === 0) || unread) return null
    try {
      await configureFirst(settings, schedule)
      if (goesOn) return await toggleOn({ plan_id: held ? undefined : (plan_id ?? undefined) })
      let reply: Awaited<ReturnType<typeof toggleOn>> | null = null
      for (const call of callsOf(chosen))
        reply = await toggleOn({ plan_id: held ? undefined : methods.data?.plan.id, ...call })
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
    files,
    agent,
    start,
    snapshots,
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
  }
}

type Asked = Pick<ToggleInput, 'plan_id' | 'methods' | 'schedule'>
type Choosing = { picked: readonly string[] | null } & Pick<ReturnType<typeof standingOf>, 'goesOn' | 'adds'>

/** What is offered, and what of it is chosen. */
function choiceOf(server: Server, offers: readonly MethodOffer[] | undefined, { picked, goesOn, adds }: Choosing) {
  const groups = offers && offerGroups(offers, server)
  const values = picked ?? (groups && !adds ? usualOffer(groups) : [])
  const chosen = goesOn ? [] : (groups?.fits ?? []).filter((one) => values.includes(one.key) && !one.on)
  return { groups, values, chosen }
}

const isSnapshot = ({ offer }: Offered) => offer.method === 'snapshot'

/** What is switched on already: kept where nobody wanted it, or added to; and whether it has a place. */
function standingOf({ backups_enabled, protections }: Server) {
  const wanted = protections.some((one) => one.desired_state === 'on' && !one.drift)
  const held = protections.some((one) => one.plan_id !== null && !one.beyond_subscription)
  return { goesOn: backups_enabled && !wanted, adds: wanted, held }
}

/** A schedule is for all methods of a call, so the provider's own backups, which take one of the provider's, have a call of their own. */
function callsOf(chosen: readonly Offered[]): Pick<ToggleInput, 'methods' | 'schedule'>[] {
  const native = chosen.find(({ offer }) => nativeSchedule(offer) !== null)
  const schedule = native ? nativeSchedule(native.offer) : null
  const rest = chosen.filter((one) => one !== native).map(({ offer }) => offer.method)
  const first = schedule === null ? [] : [{ methods: ['native' as const], schedule }]
  return rest.length === 0 ? first : [...first, { methods: rest }]
}
