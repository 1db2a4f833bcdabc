import type { Method } from '../../billing/schema.ts'
import { methodWords } from './method-words.ts'
import type { Lack, Terms } from './schema.ts'

/** What a plan itself does not give, whatever the server could have. */
export const planLacks = ({ plan, server, wish }: Terms, method: Method): Lack[] => {
  const asked = wish.retention_days
  const lacks: (Lack | false)[] = [
    !plan.plan_types.includes(server.plan_type) && {
      code: 'plan_type_not_covered',
      message: `${plan.name} covers servers of the type ${plan.plan_types.join(', ')}; this one is ${server.plan_type}.`,
    },
    !plan.methods.includes(method) && {
      code: 'not_in_plan',
      message: `${plan.name} is for ${plan.methods.map(methodWords).join(' and ')} only.`,
    },
    asked !== undefined &&
      asked > plan.retention_days && {
        code: 'beyond_plan',
        message: `${plan.name} keeps ${plan.retention_days} days; you asked for ${asked}.`,
      },
  ]
  return lacks.filter((lack) => lack !== false)
}
