import { randomBytes } from 'node:crypto'
import { createEnrolment } from '../../../src/agents/create-enrolment.ts'
import { createPlan } from '../../../src/billing/create-plan.ts'
import { grantSubscription } from '../../../src/billing/grant-subscription.ts'
import { organizationRoles, type Role } from '../../../src/context.ts'
import { createApiKey } from '../../../src/identity/create-api-key.ts'
import { draftId } from '../../../src/insights/recommendations/draft-id.ts'
import { hashToken } from '../../../src/lib/secrets.ts'
import { createTarget } from '../../../src/notifications/create-target.ts'
import { sealTarget } from '../../../src/notifications/seal-target.ts'
import { testTarget } from '../../../src/notifications/test-target.ts'
import { raiseOperatorTask } from '../../../src/operator-tasks/raise-operator-task.ts'
import { getHouseOrganization } from '../../../src/organizations/get-house-organization.ts'
import { recordRecoveryPoint } from '../../../src/recovery-points/record-recovery-point.ts'
import { createStorageLocation } from '../../../src/repositories/create-storage-location.ts'
import { ensureRepository } from '../../../src/repositories/ensure-repository.ts'
import { logRun } from '../../../src/runs/log-run.ts'
import { startRun } from '../../../src/runs/start-run.ts'
import { enrolled } from '../../helpers/agents.ts'
import { addMember, newApiKey, newOrganization, signedInPerson, startTestApp, type TestApp } from '../../helpers/app.ts'
import { createFakeCloud } from '../../helpers/fake-provider.ts'
import { newFileProtection } from '../../helpers/file-servers.ts'
import type { HttpClient } from '../../helpers/http-client.ts'
import { newProviderAccount, newServer } from '../../helpers/servers.ts'

export const callerKinds = [
  'anonymous',
  'outsider',
  ...organizationRoles,
  'operator',
  'viewer_key',
  'manager_key',
  'owner_key',
  'operator_key',
] as const
export type CallerKind = (typeof callerKinds)[number]

/** Everybody who belongs to one organization, and a client for each kind of caller as seen from it. */
export type Home = { organization_id: string; clients: Record<CallerKind, HttpClient> }

/** Made anew for every call, so that what one call may destroy is not missed by the next. */
export type Target = {
  organization_id: string
  /** A viewer, with a session and an account, who is none of the callers. */
  member_id: string
  user_id: string
  email: string
  session_id: string
  api_key_id: string
  invitation_id: string
  subscription_id: string
  /** A plan that everybody may buy, and one made for this call. */
  plan_id: string
  own_plan_id: string
  stripe_event_id: string
  /** An operator, an operator's key and an operator invitation, for the routes of operators. */
  operator_user_id: string
  operator_invitation_id: string
  /** Owned by the organization; the server is of it, and the run of the server. */
  provider_account_id: string
  server_id: string
  run_id: string
  /** Of the server, with a warning that nobody has looked at. */
  recovery_point_id: string
  /** The operators' own account, a sync of it, and a task. */
  operator_account_id: string
  operator_run_id: string
  operator_task_id: string
  /** About the organization's servers. */
  recommendation_id: string
  /** A server that stands at no provider, its agent, and a token that waits for another machine. */
  machine_id: string
  agent_id: string
  enrolment_id: string
  /** Of the server, and where it lies. */
  repository_id: string
  storage_location_id: string
  /** Webhooks of the organization and of the operators, each with a message that was sent there. They lead nowhere. */
  notification_target_id: string
  operator_notification_target_id: string
  remove(): Promise<void>
}

export type World = {
  app: TestApp
  routes: string[]
  homes: readonly [Home, Home]
  /** `bare`: owning no server, for what takes the organization itself away. */
  newTarget(organizationId: string, options?: { bare?: boolean }): Promise<Target>
}

export const createWorld = async (): Promise<World> => {
  const routes: string[] = []
  const { providers } = createFakeCloud()
  const app = await startTestApp({ onRoute: (route) => routes.push(route), providers })
  const homes = [await createHome(app, 'Aurora'), await createHome(app, 'Borealis')] as const
  return { app, routes, homes, newTarget: (organizationId, options) => newTarget(app, organizationId, options) }
}

const createHome = async (app: TestApp, name: string): Promise<Home> => {
  const { id } = await newOrganization(app, name)
  const person = async (role: Role) =>
    (await signedInPerson(app, { name: `${name} ${role}`, memberships: { [id]: role } })).client
  const key = async (role: Role) => app.client((await newApiKey(app, { organization_id: id, role })).key)
  return {
    organization_id: id,
    clients: {
      anonymous: app.client(),
      outsider: (await signedInPerson(app, { name: 'Outsider' })).client,
      viewer: await person('viewer'),
      manager: await person('manager'),
      owner: await person('owner'),
      operator: (await signedInPerson(app, { name: `${name} operator`, operator: true })).client,
      viewer_key: await key('viewer'),
      manager_key: await key('manager'),
      owner_key: await key('owner'),
      operator_key: app.client((await newApiKey(app, { operator: true })).key),
    },
  }
}

const newTarget = async (app: TestApp, organization_id: string, options: { bare?: boolean } = {}): Promise<Target> => {
  const { ctx } = app
  const user_id = await newUser(app, false)
  const operator_user_id = await newUser(app, true)
  const user = await ctx.db.selectFrom('users').select('email').where('id', '=', user_id).executeTakeFirstOrThrow()
  const key = await createApiKey(ctx, { name: 'target', organization_id, role: 'viewer', operator: false })
  await ctx.db.updateTable('api_keys').set({ created_by: user_id }).where('id', '=', key.id).execute()
  const invitation_id = await newInvitation(app, organization_id)
  const operator_invitation_id = await newInvitation(app, null)
  const billing = await newBilling(app, organization_id)
  const things = await newThings(app, organization_id, options.bare === true)
  const notifications = {
    notification_target_id: await newNotificationTarget(app, organization_id),
    operator_notification_target_id: await newNotificationTarget(app, null),
  }
  return {
    ...billing,
    ...things,
    ...notifications,
    organization_id,
    user_id,
    operator_user_id,
    email: user.email,
    member_id: await addMember(app, organization_id, user_id, 'viewer'),
    session_id: await newSession(app, user_id),
    api_key_id: key.id,
    invitation_id,
    operator_invitation_id,
    recommendation_id: await newRecommendation(app, organization_id, billing.plan_id),
    remove: async () => {
      // What the calls left behind would make each look at everything slower than the one before.
      await ctx.db.deleteFrom('audit_events').execute()
      await ctx.db.deleteFrom('runs').execute()
      await ctx.db.deleteFrom('users').where('id', 'in', [user_id, operator_user_id]).execute()
      // Also what the call itself made: no call finds what others left, and what is compared stays small. Servers go with accounts.
      for (const table of ['gateway_credentials', 'repositories'] as const) await ctx.db.deleteFrom(table).execute()
      await ctx.db.deleteFrom('storage_locations').where('is_default', '=', false).execute()
      for (const table of ['provider_accounts', 'runs', 'operator_tasks', 'audit_events', 'recommendations'] as const)
        await ctx.db.deleteFrom(table).execute()
      await ctx.db.deleteFrom('enrolments').execute()
      for (const table of ['notices', 'notification_targets', 'notification_choices'] as const)
        await ctx.db.deleteFrom(table).execute()
      await ctx.db.deleteFrom('invitations').where('id', 'in', [invitation_id, operator_invitation_id]).execute()
      await ctx.db.deleteFrom('subscriptions').where('organization_id', '=', organization_id).execute()
      await ctx.db.deleteFrom('plans').where('id', '=', billing.own_plan_id).execute()
      await ctx.db.deleteFrom('stripe_events').where('id', '=', billing.stripe_event_id).execute()
    },
  }
}

const newThings = async ({ ctx }: TestApp, organization_id: string, bare: boolean) => {
  const house = await getHouseOrganization(ctx)
  const owner = bare ? house.id : organization_id
  const [provider_account_id, operator_account_id] = await Promise.all([
    newProviderAccount(ctx, bare ? null : organization_id),
    newProviderAccount(ctx),
  ])
  const [server_id] = await Promise.all([
    newServer(ctx, { organization_id: owner, provider_account_id }),
    // One that the operators gave to the organization: its account is nothing that members see.
    newServer(ctx, { organization_id: owner, provider_account_id: operator_account_id }),
  ])
  const server = { id: server_id, name: `Server ${server_id}` }
  const run = await startRun(ctx, { kind: 'sync', organization_id: owner, server })
  const location = await createStorageLocation(ctx, {
    name: `Location of ${server_id}`,
    kind: 'disk',
    failure_domain: 'a building',
    is_default: false,
  })
  await logRun(ctx, { run_id: run.id, message: `A line of ${run.id}` })
  // Switched off, so that it takes no place.
  await newFileProtection(ctx, server_id, { desired_state: 'off', observed_state: 'off', plan_id: null })
  const recoveryPoint = await recordRecoveryPoint(ctx, {
    server_id,
    protection_id: null,
    method: 'files',
    ref: `snapshot of ${server_id}`,
    run_id: run.id,
    taken_at: ctx.clock.now(),
    outcome: 'warning',
    warning: { code: 'files_skipped', message: `One file of ${server_id}.` },
  })
  const operator_run = await startRun(ctx, {
    kind: 'sync',
    organization_id: null,
    provider_account_id: operator_account_id,
  })
  const agent = await enrolled({ ctx, house_id: owner }, { machine: { hostname: `machine-of-${server_id}` } })
  const repository = await ensureRepository(ctx, { server_id: agent.server_id })
  const enrolment = await createEnrolment(ctx, { organization_id: owner, allow_commands: false })
  const task = await raiseOperatorTask(ctx, {
    kind: 'test',
    server_id,
    organization_id: owner,
    title: `Look at ${server_id}`,
    detail: 'Nothing to do.',
  })
  return {
    provider_account_id,
    operator_account_id,
    server_id,
    run_id: run.id,
    recovery_point_id: recoveryPoint.id,
    operator_run_id: operator_run.id,
    operator_task_id: task.id,
    machine_id: agent.server_id,
    agent_id: agent.agent_id,
    enrolment_id: enrolment.id,
    repository_id: repository.id,
    storage_location_id: location.id,
  }
}

const newNotificationTarget = async ({ ctx }: TestApp, organization_id: string | null): Promise<string> => {
  const name = `Webhook ${ctx.ids.make('req')}`
  const { id } = await createTarget(ctx, { organization_id, name, settings: webhook('https://hooks.example.com/') })
  // Nothing listens there, and an organization's is not even tried.
  const sealed_settings = sealTarget(ctx, id, { settings: webhook('http://127.0.0.1:9/'), secrets: [] })
  await ctx.db.updateTable('notification_targets').set({ sealed_settings }).where('id', '=', id).execute()
  await testTarget(ctx, { notification_target_id: id })
  return id
}

const webhook = (url: string) => ({ kind: 'webhook' as const, url })

/** To add a place, for what goes on without one. */
const newRecommendation = async ({ ctx }: TestApp, organization_id: string, plan_id: string): Promise<string> => {
  const row = {
    organization_id,
    id: draftId('beyond_subscription', organization_id, plan_id),
    kind: 'beyond_subscription' as const,
    subject_id: plan_id,
    facts: JSON.stringify({
      kind: 'beyond_subscription',
      plan_id,
      plan_name: 'Plan',
      servers: 1,
      price: { amount_minor: 499, currency: 'EUR' },
    }),
    extent: 1,
    situation: 'beyond',
    rank: 1,
    operators_only: false,
    holds: true,
    first_seen_at: ctx.clock.now(),
    updated_at: ctx.clock.now(),
  }
  await ctx.db.insertInto('recommendations').values(row).execute()
  return row.id
}

/** Without a password: nobody signs in as the target. */
const newUser = async (app: TestApp, operator: boolean): Promise<string> => {
  const id = app.ctx.ids.make('usr')
  const times = { created_at: app.ctx.clock.now(), updated_at: app.ctx.clock.now() }
  const row = { id, name: `Target ${id}`, email: `${id}@example.com`, email_verified: true, operator, ...times }
  await app.ctx.db.insertInto('users').values(row).execute()
  return id
}

const newSession = async (app: TestApp, user_id: string): Promise<string> => {
  const id = app.ctx.ids.make('ses')
  const now = app.ctx.clock.now()
  const row = {
    id,
    user_id,
    token: randomBytes(16).toString('hex'),
    expires_at: '2100-01-01T00:00:00.000Z',
    created_at: now,
    updated_at: now,
  }
  await app.ctx.db.insertInto('sessions').values(row).execute()
  return id
}

const newInvitation = async (app: TestApp, organization_id: string | null): Promise<string> => {
  const id = app.ctx.ids.make('inv')
  const row = {
    id,
    organization_id,
    email: `${id}@example.com`,
    role: organization_id === null ? ('operator' as const) : ('viewer' as const),
    token_hash: hashToken(id),
    invited_by: 'Maker',
    expires_at: '2100-01-01T00:00:00.000Z',
    created_at: app.ctx.clock.now(),
  }
  await app.ctx.db.insertInto('invitations').values(row).execute()
  return id
}

const newBilling = async (app: TestApp, organization_id: string) => {
  const { ctx } = app
  const plan = await ctx.db
    .selectFrom('plans')
    .select('id')
    .where('retired_at', 'is', null)
    .where('name', '=', 'Basic')
    .executeTakeFirstOrThrow()
  const own = await createPlan(ctx, {
    name: `Plan ${ctx.ids.make('req')}`,
    price_minor: 100,
    currency: 'EUR',
    retention_days: 7,
    features: [],
    methods: ['native'],
    plan_types: ['basic'],
  })
  const subscription = await grantSubscription(ctx, { organization_id, plan_id: own.id, quantity: 1 })
  const event = { id: `evt_${ctx.ids.make('req')}`, type: 'charge.refunded', state: 'unhandled' as const }
  const at = { stripe_created_at: ctx.clock.now(), received_at: ctx.clock.now() }
  await ctx.db
    .insertInto('stripe_events')
    .values({ ...event, ...at })
    .execute()
  return { subscription_id: subscription.id, plan_id: plan.id, own_plan_id: own.id, stripe_event_id: event.id }
}
