import type { Context } from '../context.ts'
import { countImagesAcrossOrganizations } from './sync-queries.ts'

/** How many images the servers of a provider account have, as its listings told last; a week of them where listings do not tell. */
export const countImagesListed = (ctx: Context, input: { provider_account_id: string }): Promise<number> =>
  countImagesAcrossOrganizations(ctx.db, input.provider_account_id)
