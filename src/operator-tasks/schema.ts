import { z } from 'zod'
import { idSchema } from '../lib/ids.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'

export const OperatorTaskStatus = z.enum(['open', 'done'])
export type OperatorTaskStatus = z.infer<typeof OperatorTaskStatus>

export const OperatorTask = z
  .object({
    id: idSchema('otk'),
    kind: z.string().describe('What sort of work, such as `cancel_addon`.'),
    organization_id: z.string().nullable(),
    server_id: z.string().nullable(),
    title: z.string(),
    detail: z.string().describe('What to do, where, and what it costs to wait.'),
    link: z.string().nullable().describe("Where to do it, such as the provider's panel."),
    status: OperatorTaskStatus,
    done_by: z.string().nullable(),
    done_note: z.string().nullable(),
    done_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'OperatorTask' })
export type OperatorTask = z.infer<typeof OperatorTask>
export const OperatorTaskPage = pageOf(OperatorTask)
export const OperatorTaskParams = z.object({ operator_task_id: idSchema('otk') })

export const ListOperatorTasksQuery = listQuery.extend({
  status: OperatorTaskStatus.optional(),
  server_id: z.string().optional(),
})
export type ListOperatorTasksQuery = z.infer<typeof ListOperatorTasksQuery>

export const CloseOperatorTaskInput = z.object({
  note: z.string().trim().max(1_000).optional().describe('What was done, for those who ask later.'),
})
