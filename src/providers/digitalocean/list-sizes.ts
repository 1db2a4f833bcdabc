import { z } from 'zod'
import type { Api } from '../api.ts'
import { ProviderError } from '../provider-error.ts'
import { listPages } from './list-pages.ts'
import { type Size, sizeSchema } from './schemas.ts'

const sizes = z.array(z.unknown()).catch([])

/** Every size there is. Throws rather than show a part as if it were all. */
export const listSizes = async (api: Api): Promise<readonly Size[]> => {
  const { rows, problem } = await listPages(api, {
    operation: 'listSizes',
    path: '/v2/sizes',
    read: (body) => sizes.parse(body.sizes).map((row) => sizeSchema.safeParse(row).data ?? null),
    key: ({ slug }) => slug,
  })
  if (problem === null) return rows
  throw new ProviderError(`The list of prices is not whole. ${problem}`, {
    kind: 'retry',
    effect: 'none',
    retry_after_ms: null,
  })
}
