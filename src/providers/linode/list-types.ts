import type { z } from 'zod'
import type { Api } from '../api.ts'
import { ProviderError } from '../provider-error.ts'
import { listPages } from './list-pages.ts'
import { typeSchema } from './schemas.ts'

/** Every size there is. Throws rather than show a part as if it were all. */
export const listTypes = async (api: Api): Promise<readonly z.infer<typeof typeSchema>[]> => {
  const { rows, problem } = await listPages(api, {
    operation: 'listTypes',
    path: '/v4/linode/types',
    schema: typeSchema,
  })
  if (problem === null) return rows
  throw new ProviderError(`The list of prices is not whole. ${problem}`, {
    kind: 'retry',
    effect: 'none',
    retry_after_ms: null,
  })
}
