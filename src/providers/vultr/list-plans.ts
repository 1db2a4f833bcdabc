import type { z } from 'zod'
import type { Api } from '../api.ts'
import { listPages, wholeOf } from './list-pages.ts'
import { planSchema } from './schemas.ts'

/** Every plan there is. Throws rather than show a part as if it were all. */
export const listPlans = async (api: Api): Promise<readonly z.infer<typeof planSchema>[]> =>
  wholeOf(
    'prices',
    await listPages(api, {
      operation: 'listPlans',
      path: '/v2/plans',
      query: { type: 'all' },
      rows: 'plans',
      schema: planSchema,
      key: ({ id }) => id,
    }),
  )
