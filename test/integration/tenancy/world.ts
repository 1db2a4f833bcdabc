import { randomBytes } from 'node:crypto'
import { organizationRoles, type Role } from '../../../src/context.ts'
import { createApiKey } from '../../../src/identity/create-api-key.ts'
import { hashToken } from '../../../src/lib/secrets.ts'
import { addMember, newApiKey, newOrganization, signedInPerson, startTestApp, type TestApp } from '../../helpers/app.ts'
import type { HttpClient } from '../../helpers/http-client.ts'

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
  /** An operator, an operator's key and an operator invitation, for the routes of operators. */
  operator_user_id: string
  operator_invitation_id: string
  remove(): Promise<void>
}

export type World = {
  app: TestApp
  routes: string[]
  homes: readonly [Home, Home]
  newTarget(organizationId: string): Promise<Target>
}

export const createWorld = async (): Promise<World> => {
  const routes: string[] = []
  const app = await startTestApp({ onRoute: (route) => routes.push(route) })
  const homes = [await createHome(app, 'Aurora'), await createHome(app, 'Borealis')] as const
  return { app, routes, homes, newTarget: (organizationId) => newTarget(app, organizationId) }
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

const newTarget = async (app: TestApp, organization_id: string): Promise<Target> => {
  const { ctx } = app
  const user_id = await newUser(app, false)
  const operator_user_id = await newUser(app, true)
  const user = await ctx.db.selectFrom('users').select('email').where('id', '=', user_id).executeTakeFirstOrThrow()
  const key = await createApiKey(ctx, { name: 'target', organization_id, role: 'viewer', operator: false })
  await ctx.db.updateTable('api_keys').set({ created_by: user_id }).where('id', '=', key.id).execute()
  const invitation_id = await newInvitation(app, organization_id)
  const operator_invitation_id = await newInvitation(app, null)
  return {
    organization_id,
    user_id,
    operator_user_id,
    email: user.email,
    member_id: await addMember(app, organization_id, user_id, 'viewer'),
    session_id: await newSession(app, user_id),
    api_key_id: key.id,
    invitation_id,
    operator_invitation_id,
    remove: async () => {
      await ctx.db.deleteFrom('users').where('id', 'in', [user_id, operator_user_id]).execute()
      await ctx.db.deleteFrom('invitations').where('id', 'in', [invitation_id, operator_invitation_id]).execute()
    },
  }
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
