import { StorageUsageQuery } from '../../repositories/schema.ts'
import { defineRoute, type Route } from '../../route.ts'
import { ServerParams } from '../../servers/schema.ts'
import { exportAnalytics } from './export-analytics.ts'
import { getCostAnalytics } from './get-cost-analytics.ts'
import { getMoneyAnalytics } from './get-money-analytics.ts'
import { getRevenueAnalytics } from './get-revenue-analytics.ts'
import { getServerMargin } from './get-server-margin.ts'
import { getServerStorage } from './get-server-storage.ts'
import { getStorageAnalytics } from './get-storage-analytics.ts'
import {
  CostAnalytics,
  CostQuery,
  ExportAnalyticsQuery,
  MoneyAnalytics,
  MoneyQuery,
  RevenueAnalytics,
  RevenueQuery,
  ServerMargin,
  ServerStorage,
  StorageAnalytics,
  StorageAnalyticsQuery,
} from './schema.ts'

export const storageInsightRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/servers/:server_id/storage-usage',
    operation_id: 'getStorageUsage',
    tag: 'Analytics',
    summary: 'Get what a server’s backups take up, now and day by day; for operators what they cost this month',
    access: 'signed_in',
    params: ServerParams,
    query: StorageUsageQuery,
    reply: { status: 200, body: ServerStorage },
    errors: ['not_found'],
    handle: (ctx, input) => getServerStorage(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/servers/:server_id/margin',
    operation_id: 'getServerMargin',
    tag: 'Analytics',
    summary: 'Get what each method of a server’s backups costs a month, what its place brings, and what is left',
    access: 'operator',
    params: ServerParams,
    reply: { status: 200, body: ServerMargin },
    errors: ['not_found'],
    handle: (ctx, input) => getServerMargin(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/analytics/storage',
    operation_id: 'getStorageAnalytics',
    tag: 'Analytics',
    summary: 'Get what backups took up day by day, by provider or organization',
    access: 'signed_in',
    query: StorageAnalyticsQuery,
    reply: { status: 200, body: StorageAnalytics },
    errors: ['not_found', 'invalid_cursor'],
    handle: (ctx, input) => getStorageAnalytics(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/analytics/cost',
    operation_id: 'getCostAnalytics',
    tag: 'Analytics',
    summary: 'Get what providers ask the operators for backups, by provider, organization or month, with an estimate',
    access: 'operator',
    query: CostQuery,
    reply: { status: 200, body: CostAnalytics },
    errors: ['invalid_cursor'],
    handle: (ctx, input) => getCostAnalytics(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/analytics/revenue',
    operation_id: 'getRevenueAnalytics',
    tag: 'Analytics',
    summary: 'Get what subscriptions bring a month, by plan with a projection, or by customer with the margin',
    access: 'operator',
    query: RevenueQuery,
    reply: { status: 200, body: RevenueAnalytics },
    errors: ['invalid_cursor'],
    handle: (ctx, input) => getRevenueAnalytics(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/analytics/money',
    operation_id: 'getMoneyAnalytics',
    tag: 'Analytics',
    summary: 'Get cost and revenue month by month, with how the next three look when it goes on like that',
    access: 'operator',
    query: MoneyQuery,
    reply: { status: 200, body: MoneyAnalytics },
    errors: [],
    handle: (ctx, input) => getMoneyAnalytics(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/analytics/export.csv',
    operation_id: 'exportAnalytics',
    tag: 'Analytics',
    summary: 'Download one of the analytics as a table',
    access: 'operator',
    query: ExportAnalyticsQuery,
    reply: {
      status: 200,
      stream:
        'A table as CSV (`text/csv`, UTF-8, as an attachment). Amounts are in units of their currency; each currency has a line of its own.',
    },
    errors: [],
    handle: (ctx, input) => exportAnalytics(ctx, input),
  }),
]
