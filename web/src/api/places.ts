import { useQuery } from '@tanstack/react-query'
import type { PlanPlaces } from '../../../src/protections/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { List } from './types.ts'

/** The places of each plan, all organizations together, and how many servers take. For operators. */
export function usePlacesByPlan() {
  return useQuery({
    queryKey: keys.placesByPlan,
    queryFn: async ({ signal }) => (await request<List<PlanPlaces>>('/api/places', { signal })).data,
  })
}
