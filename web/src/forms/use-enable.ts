import { useState } from 'react'
import type { MethodOffer } from '../../../src/protections/planner/schema.ts'
import { useAgents } from '../api/agents.ts'
import { useMethods, useProtections } from '../api/protections.ts'
import type { Method, Server } from '../api/server-types.ts'
import { isWanted } from '../lib/method-turn.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { lacksBase, offerGroups, usualOffer } from './offers.ts'
import { useFilesStart } from './use-files-start.ts'
import { useSendEnable } from './use-send-enable.ts'
import { useWish } from './use-wish.ts'

/** What the dialog that switches backups on knows, what is chosen in it, and how that is sent. */
export function useEnable(server: Server, open: boolean, method: Method | undefined) {
  const sending = useSendEnable(server)
  const [plan_id, setPlan] = useState<string | null>(null)
  const [picked, setPicked] = useState<readonly string[] | null>(null)
  const protections = useProtections(server.id, open)
  const wish = useWish(protections.data)
  const asked = { plan_id, schedule: wish.schedule }
  const ready = open && !protections.isPending
  const methods = useMethods(server.id, asked, ready)
  const standing = standingOf(server, method)
  const own = useMethods(server.id, { plan_id, schedule: wish.before }, ready && standing.adds)
  const agent = useAgents({ server_id: server.id }, open).rows?.[0] ?? null
  const start = useFilesStart(protections.data?.find((one) => one.method === 'files'))
  const { goesOn, held } = standing
  const { groups, values, chosen } = choiceOf(server, methods.data?.data, {
    picked,
    own: own.data?.data,
    method,
    ...standing,
  })
  useOnOpen(open, () => {
    sending.reset()
    setPlan(null)
    setPicked(null)
    wish.reset()
    start.reset()
  })
  const files = chosen.some(({ offer }) => offer.method === 'files')
  /** Null where something has to be mended first, or was refused; the dialog shows it. */
  const send = async () => {
    if (goesOn) return sending.keep(held ? undefined : (plan_id ?? undefined), method)
    const settings = files ? start.read() : null
    const unread = (files && settings === null) || wish.read() === null
    if (chosen.length === 0 || unread) return null
    return sending.send({ chosen, plan_id: held ? undefined : methods.data?.plan.id, settings })
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
    busy: sending.busy,
    refused: sending.refused,
    went: sending.went,
  }
}

type Choosing = {
  picked: readonly string[] | null
  own: readonly MethodOffer[] | undefined
  method: Method | undefined
} & Pick<ReturnType<typeof standingOf>, 'goesOn' | 'adds'>

/** What is offered, and what of it is chosen. */
function choiceOf(server: Server, offers: readonly MethodOffer[] | undefined, choosing: Choosing) {
  const { picked, own, method, goesOn, adds } = choosing
  const groups = offers && offerGroups(offers, server, own)
  const values = picked ?? (groups && (method || !adds) ? usualOffer(groups, method) : [])
  const offered = groups ? [...groups.fits, ...groups.less] : []
  const chosen = goesOn ? [] : offered.filter((one) => values.includes(one.key) && one.waits === null)
  return { groups, values, chosen }
}

/** What is switched on already: kept where nobody wanted it, or added to; and whether it has a place. */
function standingOf({ backups_enabled, protections }: Server, method: Method | undefined) {
  const wanted = protections.some(isWanted)
  const own = protections.find((one) => one.method === method)
  const kept = own ? own.desired_state === 'off' && own.observed_state === 'on' : backups_enabled && !wanted
  const held = protections.some((one) => one.plan_id !== null && !one.beyond_subscription)
  return { goesOn: kept, adds: wanted, held }
}
