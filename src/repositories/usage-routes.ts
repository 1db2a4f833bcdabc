import { defineRoute, type Route } from '../route.ts'
import { ServerParams } from '../servers/schema.ts'
import { getStorageUsage } from './get-storage-usage.ts'
import { StorageUsage, StorageUsageQuery } from './schema.ts'

export const usageRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/servers/:server_id/storage-usage',
    operation_id: 'getStorageUsage',
    tag: 'Repositories',
    summary: 'Get what a server’s backups take up, now and day by day',
    access: 'signed_in',
    params: ServerParams,
    query: StorageUsageQuery,
    reply: { status: 200, body: StorageUsage },
    errors: ['not_found'],
    handle: (ctx, input) => getStorageUsage(ctx, input),
  }),
]
