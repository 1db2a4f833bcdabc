import { type Context, requireOperator } from '../context.ts'
import { countPlacesAcrossOrganizations } from './queries.ts'

export type PlacesTaken = Awaited<ReturnType<typeof countPlacesAcrossOrganizations>>[number]

/** How many servers of each organization take a place of each plan. For the system's own work. */
export const countPlaces = (ctx: Context): Promise<PlacesTaken[]> => {
  requireOperator(ctx.caller)
  return countPlacesAcrossOrganizations(ctx.db)
}
