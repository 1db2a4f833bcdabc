import { defineRoute, type Route } from '../route.ts'
import { bulkAdopt } from './bulk-adopt.ts'
import { bulkMarkCritical } from './bulk-mark-critical.ts'
import { changeServer } from './change-server.ts'
import { countServers } from './count-servers.ts'
import { deployServer } from './deploy-server.ts'
import { exportServers } from './export-servers.ts'
import { getServer } from './get-server.ts'
import { listServers } from './list-servers.ts'
import { prepareChange } from './prepare-change.ts'
import { tellRootPassword } from './root-passwords/tell-root-password.ts'
import {
  BulkAdopted,
  BulkAdoptInput,
  BulkMarkCriticalInput,
  BulkMarkedCritical,
  ChangeServerInput,
  CountServersQuery,
  DeployedServer,
  DeployServerInput,
  ExportServersQuery,
  ListServersQuery,
  RootPassword,
  Server,
  ServerCounts,
  ServerPage,
  ServerParams,
} from './schema.ts'

const tag = 'Servers'

export const serverRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/servers',
    operation_id: 'listServers',
    tag,
    summary: "List servers: your organizations' own, or all for operators",
    access: 'signed_in',
    query: ListServersQuery,
    reply: { status: 200, body: ServerPage },
    errors: ['not_found', 'invalid_cursor'],
    handle: (ctx, input) => listServers(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/servers/counts',
    operation_id: 'countServers',
    tag,
    summary: 'Count servers by how their backups stand',
    access: 'signed_in',
    query: CountServersQuery,
    reply: { status: 200, body: ServerCounts },
    errors: ['not_found'],
    handle: (ctx, input) => countServers(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/servers/export.csv',
    operation_id: 'exportServers',
    tag,
    summary: 'Download all servers that match as a table',
    access: 'signed_in',
    query: ExportServersQuery,
    reply: {
      status: 200,
      stream:
        'A table as CSV (`text/csv`, UTF-8, as an attachment), one server a line, in the order of the list. Cells that a spreadsheet would take for a formula begin with an apostrophe.',
    },
    errors: ['not_found'],
    handle: (ctx, input) => exportServers(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/servers',
    operation_id: 'deployServer',
    tag,
    summary: 'Make a server at a provider, with backups off; its run says how that goes',
    access: 'signed_in',
    body: DeployServerInput,
    reply: { status: 201, body: DeployedServer },
    errors: ['not_found', 'forbidden', 'conflict', 'already_exists', 'provider_refused'],
    handle: (ctx, input) => deployServer(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/servers/:server_id/root-password',
    operation_id: 'tellRootPassword',
    tag,
    summary: 'Tell the password of root of a new server, once, to whoever asked for the server',
    access: 'signed_in',
    params: ServerParams,
    reply: { status: 200, body: RootPassword },
    // A kept reply would be a second telling.
    commits_in_steps: true,
    errors: ['not_found', 'forbidden', 'password_gone'],
    handle: (ctx, input) => tellRootPassword(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/servers/:server_id',
    operation_id: 'getServer',
    tag,
    summary: 'Get a server',
    access: 'signed_in',
    params: ServerParams,
    reply: { status: 200, body: Server },
    errors: ['not_found'],
    handle: (ctx, input) => getServer(ctx, input),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/servers/:server_id',
    operation_id: 'changeServer',
    tag,
    summary: 'Rename a server, say that it is critical, or (operators) change its plan type or organization',
    access: 'signed_in',
    params: ServerParams,
    body: ChangeServerInput,
    reply: { status: 200, body: Server },
    errors: [
      'not_found',
      'forbidden',
      'conflict',
      'server_protected',
      'already_exists',
      'plan_retired',
      'ping_unavailable',
    ],
    prepare: (ctx, input) => prepareChange(ctx, input),
    handle: (ctx, input) => changeServer(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/bulk/adopt',
    operation_id: 'bulkAdopt',
    tag,
    summary: 'Give many servers to one organization',
    access: 'operator',
    body: BulkAdoptInput,
    reply: { status: 200, body: BulkAdopted },
    errors: ['not_found', 'invalid_request'],
    handle: (ctx, input) => bulkAdopt(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/bulk/mark-critical',
    operation_id: 'bulkMarkCritical',
    tag: 'Servers',
    summary: 'Say of many servers that they are critical, or no longer',
    access: 'signed_in',
    body: BulkMarkCriticalInput,
    reply: { status: 200, body: BulkMarkedCritical },
    errors: ['not_found'],
    handle: (ctx, input) => bulkMarkCritical(ctx, input),
  }),
]
