import type { Capabilities } from '../providers/provider.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import type { PlanInUse } from './choose-place.ts'
import type { DefaultPlace } from './place-by-default.ts'
import { draftNative } from './planner/draft-native.ts'

type Of = Pick<LoadedServer, 'plan_type' | 'size'>

/** How the places stand for one server, beside a heading: 1 of 5 free on Standard, no extra cost. */
export const placeWords = (server: Of, { method, place }: DefaultPlace, capabilities: Capabilities | null): string => {
  switch (place.kind) {
    case 'free': {
      const { plan_name, places, places_used } = place.plan
      return place.held
        ? `it keeps its place on ${plan_name}, no extra cost`
        : `${Math.max(0, places - places_used)} of ${places} free on ${plan_name}, no extra cost`
    }
    case 'taken': {
      const full = place.plans.map((plan) => `${plan.places_used} of ${plan.places} on ${plan.plan_name}`)
      const [unfit] = place.unfit.filter((plan) => plan.places_used < plan.places)
      return [`${listWords(full)} in use`, ...(unfit ? [whyUnfit(server, unfit, capabilities)] : [])].join('; ')
    }
    case 'unfit':
      return method === 'native'
        ? whyUnfit(server, place.plans[0], capabilities)
        : `${place.plans[0].plan_name} keeps ${place.plans[0].retention_days} days`
    case 'not_covered': {
      const types = [...new Set(place.plans.flatMap(({ plan_types }) => plan_types))]
      return types.includes(server.plan_type)
        ? 'your plans are not for the provider’s own backups or files'
        : `this server is of type ${server.plan_type}; your plans cover ${listWords(types)}`
    }
    case 'no_subscription':
      return 'no backup subscription yet'
  }
}

/** The planner's reason, as part of a sentence. */
const whyUnfit = (server: Of, plan: PlanInUse, capabilities: Capabilities | null): string => {
  const { plan_name: name, retention_days, methods, plan_types } = plan
  const terms = { server: { ...server, has_agent: false }, capabilities, wish: {} }
  const drafts = draftNative({ ...terms, plan: { name, retention_days, methods, plan_types } })
  const longest = drafts.toSorted((a, b) => (b.keeps?.days ?? 0) - (a.keeps?.days ?? 0))[0]
  const message = longest?.lacks[0]?.message ?? 'the schedule that its backups have keeps less than the plan promises'
  return message.replace(/\.$/, '')
}

const listWords = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
