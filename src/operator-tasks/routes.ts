import { notFound } from '../lib/errors.ts'
import { defineRoute, type Route } from '../route.ts'
import { closeOperatorTask } from './close-operator-task.ts'
import { listOperatorTasks } from './list-operator-tasks.ts'
import {
  CloseOperatorTaskInput,
  ListOperatorTasksQuery,
  OperatorTask,
  OperatorTaskPage,
  OperatorTaskParams,
} from './schema.ts'

export const operatorTaskRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/operator-tasks',
    operation_id: 'listOperatorTasks',
    tag: 'Operator tasks',
    summary: 'List what only a person can do, newest first',
    access: 'operator',
    query: ListOperatorTasksQuery,
    reply: { status: 200, body: OperatorTaskPage },
    errors: ['invalid_cursor'],
    handle: (ctx, input) => listOperatorTasks(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/operator-tasks/:operator_task_id/close',
    operation_id: 'closeOperatorTask',
    tag: 'Operator tasks',
    summary: 'Say that a task is done',
    access: 'operator',
    params: OperatorTaskParams,
    body: CloseOperatorTaskInput,
    reply: { status: 200, body: OperatorTask },
    errors: ['not_found'],
    handle: async (ctx, input) => (await closeOperatorTask(ctx, input)) ?? raiseNotFound(),
  }),
]

const raiseNotFound = (): never => {
  throw notFound()
}
