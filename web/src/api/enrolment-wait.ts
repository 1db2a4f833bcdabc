import { useQuery } from '@tanstack/react-query'
import type { Enrolment } from '../../../src/agents/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { List } from './types.ts'

// Live updates tell at once; this is for when they are lost.
const lookAgainMs = 5_000

/** Whether the machine has come for its token; asked until it has. */
export function useEnrolmentWait(enrolment: { id: string; organization_id: string } | null) {
  const filters = { organization_id: enrolment?.organization_id }
  return useQuery({
    queryKey: keys.enrolments({ ...filters, wait: enrolment?.id }),
    queryFn: ({ signal }) => request<List<Enrolment>>('/api/enrolments', { query: { ...filters, limit: 50 }, signal }),
    select: (list) => list.data.find((one) => one.id === enrolment?.id) ?? null,
    enabled: enrolment !== null,
    refetchInterval: (query) =>
      query.state.data?.data.find((one) => one.id === enrolment?.id)?.state === 'waiting' ? lookAgainMs : false,
  })
}
