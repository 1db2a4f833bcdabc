import { listQuery } from '../lib/pagination.ts'
import { defineRoute, type Route } from '../route.ts'
import { cancelRun } from './cancel-run.ts'
import { getRun } from './get-run.ts'
import { listRunLog } from './list-run-log.ts'
import { listRuns } from './list-runs.ts'
import { ListRunsQuery, Run, RunLogHitPage, RunLogPage, RunPage, RunParams, SearchRunLogQuery } from './schema.ts'
import { searchRunLog } from './search-run-log.ts'

export const runRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/runs',
    operation_id: 'listRuns',
    tag: 'Runs',
    summary: 'List what Backstay did and is doing, newest first',
    access: 'signed_in',
    query: ListRunsQuery,
    reply: { status: 200, body: RunPage },
    errors: ['not_found', 'invalid_cursor'],
    handle: (ctx, input) => listRuns(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/runs/:run_id',
    operation_id: 'getRun',
    tag: 'Runs',
    summary: 'Get a run',
    access: 'signed_in',
    params: RunParams,
    reply: { status: 200, body: Run },
    errors: ['not_found'],
    handle: (ctx, input) => getRun(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/runs/:run_id/log',
    operation_id: 'listRunLog',
    tag: 'Runs',
    summary: 'Read the log of a run, oldest line first',
    access: 'signed_in',
    params: RunParams,
    query: listQuery,
    reply: { status: 200, body: RunLogPage },
    errors: ['not_found', 'invalid_cursor'],
    handle: (ctx, input) => listRunLog(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/run-log-lines',
    operation_id: 'searchRunLog',
    tag: 'Runs',
    summary: 'Search the lines of all logs: runs newest first, within each the oldest line first',
    access: 'signed_in',
    query: SearchRunLogQuery,
    reply: { status: 200, body: RunLogHitPage },
    errors: ['not_found', 'invalid_cursor'],
    handle: (ctx, input) => searchRunLog(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/runs/:run_id/cancel',
    operation_id: 'cancelRun',
    tag: 'Runs',
    summary: 'Cancel a run: at once while it waits, else at its next step',
    access: 'signed_in',
    params: RunParams,
    reply: { status: 200, body: Run },
    errors: ['not_found', 'forbidden', 'conflict'],
    handle: (ctx, input) => cancelRun(ctx, input),
  }),
]
