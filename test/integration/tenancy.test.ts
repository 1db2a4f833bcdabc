import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasRole, organizationRoles, type Role } from '../../src/context.ts'
import { authPaths } from '../../src/identity/auth.ts'
import { signedInPerson } from '../helpers/app.ts'
import type { Answer } from '../helpers/http-client.ts'
import { authCases } from './tenancy/auth-cases.ts'
import type { Case } from './tenancy/case.ts'
import { cases, sameForEverybody } from './tenancy/cases.ts'
import { marksOf, snapshotOf, snapshotOfAll } from './tenancy/snapshot.ts'
import { type CallerKind, callerKinds, createWorld, type Home, type Target, type World } from './tenancy/world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world?.app.stop())

test('every registered route has an entry that says who may call it', () => {
  const known = new Set([
    ...Object.keys(cases),
    ...Object.keys(authCases),
    ...sameForEverybody,
    // Each has a test of its own: what a caller hears, and who may see metrics.
    'GET /api/events',
    'GET /metrics',
  ])
  const registered = world.routes.filter((route) => !route.startsWith('HEAD ') && !route.startsWith('GET /api/docs/'))
  expect(registered.filter((route) => !known.has(route))).toEqual([])
  expect([...known].filter((route) => !registered.includes(route))).toEqual([])
  expect(Object.keys(authCases).sort()).toEqual(authPaths.map(({ method, path }) => `${method} ${path}`).sort())
})

const isReading = (route: string) => route.startsWith('GET ')
const readings = Object.entries(cases).filter(([route]) => isReading(route))
const changes = Object.entries(cases).filter(([route]) => !isReading(route))

describe('readings', () => {
  // They change nothing, so that one target in each organization does for all of them.
  const targets = new Map<string, Target>()
  beforeAll(async () => {
    for (const { organization_id } of world.homes) targets.set(organization_id, await world.newTarget(organization_id))
  })
  afterAll(async () => {
    for (const target of targets.values()) await target.remove()
  })

  test.each(readings)('%s: to everybody what is theirs, and nothing else', async (route, entries) => {
    for (const entry of entries)
      for (const [about, target] of targets) {
        const calls = callersAbout(route, entry, about)
        await proveRefusals(target, calls.filter(not(mayCall)))
        await proveReadings(target, calls.filter(mayCall))
      }
  })
})

test.each(changes)('%s: to everybody what is theirs, and nothing else', async (route, entries) => {
  for (const entry of entries)
    for (const { organization_id: about } of world.homes) {
      const calls = callersAbout(route, entry, about)
      // Refusals leave it as it was, so that the first who may still finds it.
      let untouched: Target | null = await world.newTarget(about)
      await proveRefusals(untouched, calls.filter(not(mayCall)))
      for (const call of oncePerKind(calls.filter(mayCall), about)) {
        const destroyed = entry.destroys_organization === true ? await newThrowAway() : null
        await proveAllowed(call, destroyed ?? untouched)
        if (destroyed === null) untouched = null
      }
      await untouched?.remove()
    }
})

describe('the paths of signing in', () => {
  // Nothing of theirs may change, so that one does for all.
  let victim: Target
  beforeAll(async () => {
    victim = await world.newTarget(world.homes[0].organization_id)
  })
  afterAll(() => victim.remove())

  describe.each(Object.entries(authCases))('%s', (route, entry) => {
    const [method = '', path = ''] = route.split(' ')

    test.each(organizationRoles)('by a person who is %s: changes nothing of anybody else', async (role) => {
      const { app, homes } = world
      const person = await signedInPerson(app, { name: 'Somebody', memberships: { [homes[0].organization_id]: role } })
      const before = await snapshotOfAll(app.ctx.db, person.id)
      const answer = await person.client.send(method, path, entry.body?.(victim))
      expect(answer.status, answer.text).toBe(entry.status)
      expect(await snapshotOfAll(app.ctx.db, person.id), answer.text).toBe(before)
      for (const mark of [victim.user_id, victim.email]) expect(answer.text).not.toContain(mark)
      const user = await app.ctx.db
        .selectFrom('users')
        .selectAll()
        .where('id', '=', person.id)
        .executeTakeFirstOrThrow()
      expect(user).toMatchObject({ operator: false, email: person.email })
    })

    test.each(['anonymous', 'owner_key', 'operator_key'] as const)('by %s: changes nothing', async (kind) => {
      const { app, homes } = world
      const before = await snapshotOfAll(app.ctx.db)
      const answer = await homes[0].clients[kind].send(method, path, entry.body?.(victim))
      expect(answer.status, answer.text).toBe(entry.status_without_session)
      expect(await snapshotOfAll(app.ctx.db), answer.text).toBe(before)
    })
  })
})

/** A call by somebody about an organization, which is the caller's home or not. */
type Call = { route: string; entry: Case; home: Home; kind: CallerKind; about: string }

/** Everybody, each once: who belongs to no organization calls from the first home only, as it would be the same call again. */
const callersAbout = (route: string, entry: Case, about: string): Call[] =>
  world.homes.flatMap((home, n) =>
    entry.own && home.organization_id !== about
      ? []
      : callerKinds
          .filter((kind) => n === 0 || roleOf(kind) !== null)
          .map((kind) => ({ route, entry, home, kind, about })),
  )

/**
 * A change needs a target of its own for each caller, so each kind makes it in one of the two organizations: people in the
 * first, keys in the second. Where no key may, people make it in both.
 */
const oncePerKind = (calls: readonly Call[], about: string): readonly Call[] => {
  const isFirst = about === world.homes[0].organization_id
  const some = calls.filter(({ kind }) => kind.endsWith('_key') !== isFirst)
  return some.length === 0 ? calls : some
}

const not =
  <T>(holds: (one: T) => boolean) =>
  (one: T) =>
    !holds(one)
const mayCall = ({ entry, home, kind, about }: Call) => isAllowed(entry, kind, about === home.organization_id)

/** Those who may not: each is refused, learns nothing, and together they change nothing at all; so one target does for all. */
const proveRefusals = async (target: Target, calls: readonly Call[]) => {
  if (calls.length === 0) return
  const before = await snapshotOfAll(world.app.ctx.db)
  const marks = await marksOfHomes()
  for (const call of calls) {
    const { answer, place } = await send(call, target)
    expect(refusals(call), place).toContain(answer.status)
    expectNothingForeign(call, marks, answer, place)
  }
  const place = `${calls[0]?.route}, refused, about ${target.organization_id}`
  expect(await snapshotOfAll(world.app.ctx.db), place).toBe(before)
}

const proveReadings = async (target: Target, calls: readonly Call[]) => {
  if (calls.length === 0) return
  const before = await bystanders(target.organization_id)
  const marks = await marksOfHomes()
  for (const call of calls) {
    const { answer, place } = await send(call, target)
    expect(answer.status, place).toBe(call.entry.status)
    expectNothingForeign(call, marks, answer, place)
  }
  expect(await bystanders(target.organization_id), `${calls[0]?.route} about ${target.organization_id}`).toEqual(before)
}

const proveAllowed = async (call: Call, untouched: Target | null) => {
  const target = untouched ?? (await world.newTarget(call.about))
  const before = await bystanders(call.about)
  const { answer, place } = await send(call, target)
  expect(answer.status, place).toBe(call.entry.status)
  expect(await bystanders(call.about), place).toEqual(before)
  // Asked for afterwards: what the call made counts too.
  if (!isOperator(call.kind)) expectNothingForeign(call, await marksOfHomes(), answer, place)
  await target.remove()
}

const send = async ({ route, entry, home, kind, about }: Call, target: Target) => {
  const method = route.split(' ')[0] ?? ''
  const answer = await home.clients[kind].send(method, entry.path(target), entry.body?.(target))
  return { answer, place: `${route} by ${kind} of ${home.organization_id} about ${about}: ${answer.text}` }
}

type Marks = ReadonlyMap<Home, readonly string[]>

const marksOfHomes = async (): Promise<Marks> => {
  const { db } = world.app.ctx
  return new Map(
    await Promise.all(world.homes.map(async (home) => [home, await marksOf(db, home.organization_id)] as const)),
  )
}

const expectNothingForeign = ({ home, kind }: Call, marks: Marks, answer: Answer, place: string) => {
  if (isOperator(kind)) return
  for (const [one, foreign] of marks)
    if (one !== home || roleOf(kind) === null)
      expect(
        foreign.filter((mark) => answer.text.includes(mark)),
        place,
      ).toEqual([])
}

const newThrowAway = async (): Promise<Target> => {
  const { ctx } = world.app
  const id = ctx.ids.make('org')
  const times = { created_at: ctx.clock.now(), updated_at: ctx.clock.now() }
  await ctx.db
    .insertInto('organizations')
    .values({ id, name: `Throw away ${id}`, house: false, ...times })
    .execute()
  return world.newTarget(id, { bare: true })
}

const withoutKey = (kind: CallerKind) => kind.replace('_key', '')
const isOperator = (kind: CallerKind) => withoutKey(kind) === 'operator'
const roleOf = (kind: CallerKind): Role | null => {
  const role = withoutKey(kind)
  return role === 'viewer' || role === 'manager' || role === 'owner' ? role : null
}

const isAllowed = ({ allowed }: Case, kind: CallerKind, atHome: boolean): boolean => {
  if (allowed === 'nobody') return false
  if (allowed === 'anyone') return true
  if (kind === 'anonymous') return false
  if (allowed === 'signed_in') return true
  if (allowed === 'person') return !kind.endsWith('_key')
  if (isOperator(kind)) return true
  const role = roleOf(kind)
  return allowed !== 'operator' && atHome && role !== null && hasRole(role, allowed)
}

/** How the refusal may look: foreign things are not found, and a caller never learns that they exist. */
const refusals = ({ entry, home, kind, about }: Call): readonly number[] => {
  const { allowed, status, refused } = entry
  const atHome = about === home.organization_id
  if (allowed === 'nobody') return [status, kind === 'anonymous' ? 401 : 403]
  if (kind === 'anonymous') return [401]
  if (refused !== undefined) return [refused[atHome && roleOf(kind) !== null ? 'at_home' : 'elsewhere']]
  if (allowed === 'person' || allowed === 'operator') return [403]
  return atHome && roleOf(kind) !== null ? [403] : [404]
}

/** The organizations the call is not about: nothing of theirs may change, whoever makes it. */
const bystanders = (about: string) => {
  const others = world.homes.filter((home) => home.organization_id !== about)
  return Promise.all(others.map((home) => snapshotOf(world.app.ctx.db, home.organization_id)))
}
