import { type Catalogue, openCatalogue } from '../catalogue/open-catalogue.ts'
import { RebuildNeeded } from '../catalogue/rebuild-needed.ts'
import type { Context } from '../context.ts'
import { cataloguePlace } from './catalogue-place.ts'

/** A repository's catalogue; null where none was made yet. Throws RebuildNeeded for one that cannot be read. */
export const openPointCatalogue = async (ctx: Context, input: { repository_id: string }): Promise<Catalogue | null> => {
  try {
    return await openCatalogue(cataloguePlace(ctx, input))
  } catch (error) {
    if (error instanceof RebuildNeeded && error.reason === 'missing') return null
    throw error
  }
}
