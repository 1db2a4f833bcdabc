import type { Route, SandboxRequest, World } from '../kit/cloud.ts'
import { badRequest, field, notFound, ok, paged } from './answers.ts'
import { regions, typeOf, types } from './catalogue.ts'
import { eventLifeMs } from './events.ts'
import { type EventRow, tablesOf } from './rows.ts'
import { eventView, typeView } from './views.ts'

/** The account, its events, and the price list. */
export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v4/account',
    operation: 'get-account',
    handle: () =>
      ok({
        active_since: '2019-03-02T09:14:00',
        balance: 0,
        balance_uninvoiced: 41.2,
        billing_source: 'akamai',
        capabilities: ['Linodes', 'Block Storage'],
        city: 'Rotterdam',
        company: 'Northwind',
        country: 'NL',
        email: 'ops@northwind.example',
        euuid: 'e1f5a6b0-6c0e-4d51-9d1f-2f6d7b7e5a10',
        first_name: 'Noor',
        last_name: 'Jansen',
        state: '',
        tax_id: '',
        zip: '3011',
      }),
  },
  {
    method: 'GET',
    path: '/v4/account/settings',
    operation: 'get-account-settings',
    handle: (_request, world) => ok(settingsView(world)),
  },
  {
    method: 'PUT',
    path: '/v4/account/settings',
    operation: 'put-account-settings',
    handle: ({ body }, world) => {
      const tables = tablesOf(world.store)
      const backups_enabled = field(body, 'backups_enabled')
      if (typeof backups_enabled === 'boolean') tables.putAccount({ ...tables.account(), backups_enabled })
      return ok(settingsView(world))
    },
  },
  {
    method: 'GET',
    path: '/v4/account/events',
    operation: 'get-events',
    handle: (request, world) => {
      const wanted = filterOf(request)
      if (wanted === null) return badRequest('Cannot parse filter', 'X-Filter')
      const rows = shownEvents(world).filter((row) => fits(row, wanted))
      return paged(request, rows.reverse(), (row) => eventView(row, world.clock.nowMs()))
    },
  },
  {
    method: 'GET',
    path: '/v4/account/events/:event_id',
    operation: 'get-event',
    handle: ({ params }, world) => {
      const row = shownEvents(world).find(({ id }) => String(id) === params.event_id)
      return row === undefined ? notFound() : ok(eventView(row, world.clock.nowMs()))
    },
  },
  {
    method: 'GET',
    path: '/v4/profile',
    operation: 'get-profile',
    handle: (_request, world) =>
      ok({
        uid: 1_234,
        username: 'northwind-ops',
        email: 'ops@northwind.example',
        authentication_type: 'password',
        email_notifications: true,
        restricted: tablesOf(world.store).account().restricted,
        timezone: 'Europe/Amsterdam',
        two_factor_auth: true,
      }),
  },
  {
    method: 'GET',
    path: '/v4/linode/types',
    operation: 'get-linode-types',
    handle: (request) => paged(request, types, typeView),
  },
  {
    method: 'GET',
    path: '/v4/linode/types/:type_id',
    operation: 'get-linode-type',
    handle: ({ params }) => {
      const type = typeOf(params.type_id ?? '')
      return type === undefined ? notFound() : ok(typeView(type))
    },
  },
  {
    method: 'GET',
    path: '/v4/regions',
    operation: 'get-regions',
    handle: (request) =>
      paged(request, regions, ({ id, label, country }) => ({
        id,
        label,
        country,
        capabilities: ['Linodes', 'Backups'],
        status: 'ok',
        resolvers: { ipv4: '192.0.2.0,192.0.2.1', ipv6: '2001:0db8::,2001:0db8::1' },
      })),
  },
]

const settingsView = (world: World) => ({
  backups_enabled: tablesOf(world.store).account().backups_enabled,
  managed: false,
  network_helper: true,
  object_storage: 'disabled',
})

const shownEvents = (world: World): EventRow[] =>
  [...tablesOf(world.store).events.all()].filter(({ started_ms }) => world.clock.nowMs() - started_ms < eventLifeMs)

/** What `X-Filter` asks for; null when it is no JSON object. */
const filterOf = ({ headers }: SandboxRequest): Record<string, unknown> | null => {
  try {
    const parsed: unknown = JSON.parse(headers['x-filter'] ?? '{}')
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : null
  } catch {
    return null
  }
}

/** As in reality, filters other than on the entity are not kept to. */
const fits = (row: EventRow, wanted: Readonly<Record<string, unknown>>): boolean =>
  (wanted['entity.id'] === undefined || wanted['entity.id'] === row.linode_id) &&
  (wanted['entity.type'] === undefined || wanted['entity.type'] === 'linode')
