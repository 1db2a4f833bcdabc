import { defineRoute, type Route } from '../route.ts'
import { RunParams } from '../runs/schema.ts'
import { bulkRestore } from './bulk-restore.ts'
import { listBulkItems } from './list-bulk-items.ts'
import { previewBulkRestore } from './preview-bulk-restore.ts'
import {
  BulkBackUpInput,
  BulkItemPage,
  BulkRestoreInput,
  BulkRestoreOutlook,
  BulkStarted,
  BulkToggleInput,
  ListBulkItemsQuery,
  PreviewBulkRestoreInput,
} from './schema.ts'
import { startBulk } from './start-bulk.ts'

export const bulkRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/bulk/toggle-backups',
    operation_id: 'bulkToggleBackups',
    tag: 'Bulk work',
    summary: 'Switch backups of many servers on or off, as one run',
    access: 'signed_in',
    body: BulkToggleInput,
    reply: { status: 202, body: BulkStarted },
    errors: ['not_found'],
    handle: (ctx, { enable, ...choice }) => startBulk(ctx, { ...choice, work: { kind: 'toggle', enable } }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/bulk/backups',
    operation_id: 'bulkBackUp',
    tag: 'Bulk work',
    summary: 'Back up many servers now, as one run; those where a snapshot would be deleted for it are refused',
    access: 'signed_in',
    body: BulkBackUpInput,
    reply: { status: 202, body: BulkStarted },
    errors: ['not_found'],
    handle: (ctx, { method, ...choice }) => startBulk(ctx, { ...choice, work: { kind: 'back_up', method } }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/bulk/restores/preview',
    operation_id: 'previewBulkRestore',
    tag: 'Bulk work',
    summary: 'See how many new servers a bulk restore would make, what they cost, and which servers cannot',
    access: 'signed_in',
    body: PreviewBulkRestoreInput,
    reply: { status: 200, body: BulkRestoreOutlook },
    errors: ['not_found'],
    handle: (ctx, input) => previewBulkRestore(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/bulk/restores',
    operation_id: 'bulkRestore',
    tag: 'Bulk work',
    summary: 'Restore many servers to new ones, as one run; each is billed by its provider',
    access: 'signed_in',
    body: BulkRestoreInput,
    reply: { status: 202, body: BulkStarted },
    errors: ['not_found', 'confirmation_required', 'method_unavailable'],
    handle: (ctx, input) => bulkRestore(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/bulk/runs/:run_id/servers',
    operation_id: 'listBulkItems',
    tag: 'Bulk work',
    summary: 'List how each server of a bulk run fares',
    access: 'signed_in',
    params: RunParams,
    query: ListBulkItemsQuery,
    reply: { status: 200, body: BulkItemPage },
    errors: ['not_found', 'invalid_cursor'],
    handle: (ctx, input) => listBulkItems(ctx, input),
  }),
]
