import { getPlan } from '../billing/get-plan.ts'
import type { Context } from '../context.ts'
import type { AppError } from '../lib/errors.ts'
import type { Capabilities, NativeSchedule } from '../providers/provider.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import { draftNative } from './planner/draft-native.ts'
import { refuseMethod } from './planner/refuse-method.ts'
import type { PromisedPlan } from './reserve-place.ts'
import type { RunSchedule } from './schedule/schema.ts'

type Refused = {
  server: LoadedServer
  capabilities: Capabilities
  plan: PromisedPlan
  asked_days: number | undefined
  schedule: RunSchedule | undefined
  /** The schedule that it was judged by, where that is not the provider's first choice. */
  told: NativeSchedule | null
  /** The provider offers no such schedule. */
  no_choice: boolean
}

/** Why a provider's own backups do not keep what a plan promises, or what is asked for, and what would. */
export const nativeRefusal = async (
  ctx: Context,
  { server, capabilities, plan, asked_days, schedule, told, no_choice }: Refused,
): Promise<AppError> =>
  refuseMethod(ctx, {
    server,
    capabilities,
    plan: await getPlan(ctx, plan),
    method: 'native',
    wish: {
      ...(asked_days === undefined ? {} : { retention_days: asked_days }),
      ...(schedule === undefined ? {} : { schedule }),
    },
    ...reasonOf(no_choice ? noChoice(capabilities) : tooShort(server, capabilities, plan, told)),
    details: { promised_days: plan.retention_days, ...(asked_days === undefined ? {} : { asked_days }) },
  })

const reasonOf = (reason: string | null) => (reason === null ? {} : { reason })

/** What is wrong with that very schedule; another one of the provider's may do. */
const tooShort = (
  { size, plan_type }: LoadedServer,
  capabilities: Capabilities,
  { plan_name: name, retention_days, methods, plan_types }: PromisedPlan,
  told: NativeSchedule | null,
): string | null => {
  if (told === null) return null
  const plan = { name, retention_days, methods, plan_types }
  const drafts = draftNative({ server: { size, plan_type, has_agent: false }, capabilities, plan, wish: {} })
  const lacks = drafts.find(({ schedule }) => schedule?.native?.every === told.every)?.lacks ?? []
  const other = drafts.find((draft) => draft.lacks.length === 0)
  if (lacks.length === 0) return null
  const taken = `${capabilities.label} would take one a ${told.every}.`
  const way = other === undefined ? [] : [`One a ${other.schedule?.every} would do: name such a schedule.`]
  return [taken, ...lacks.map(({ message }) => message), ...way].join(' ')
}

const noChoice = ({ label, native }: Capabilities): string => {
  const offered = (native?.schedules ?? []).map((every) => `one a ${every}`).join(' or ')
  return offered === ''
    ? `${label} chooses itself when its own backups are made. Leave schedule out.`
    : `Of its own backups ${label} offers ${offered}, at one time; you asked for another schedule.`
}
