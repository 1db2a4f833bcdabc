import { Validator } from '@seriousme/openapi-schema-validator'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openApiDocument } from '../../src/http/openapi.ts'
import { apiInfo } from '../../src/http/server.ts'
import { authPaths, createAuth } from '../../src/identity/auth.ts'
import { errorTable } from '../../src/lib/errors.ts'
import { listQuery, pageOf } from '../../src/lib/pagination.ts'
import { notificationWebhooks } from '../../src/notifications/webhook-schema.ts'
import { defineRoute, type Route } from '../../src/route.ts'
import { allRoutes } from '../../src/start-api.ts'
import { route } from '../helpers/http-routes.ts'
import { listen, send, testServer, testServices } from '../helpers/http-server.ts'

type Operation = {
  operationId: string
  security: object[]
  tags: string[]
  parameters?: { name: string; in: string; required: boolean; schema: Record<string, unknown>; description?: string }[]
  requestBody?: { required: boolean; content: Record<string, { schema: Record<string, unknown> }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Record<string, unknown> }> }>
}
type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Record<string, unknown>>; securitySchemes: object }
  tags: { name: string }[]
}

const info = { ...apiInfo, version: '1.2.3', auth_paths: authPaths, webhooks: notificationWebhooks }
// The document is plain JSON, and read as a stranger would, who follows what is referred to.
const documentOf = (routes: readonly Route[]): Document => read(JSON.stringify(openApiDocument(routes, info)))
const read = (text: string): Document => {
  const { responses } = JSON.parse(text).components
  return JSON.parse(text, (_, value: unknown) => {
    const [, name] = String(Object(value).$ref).split('#/components/responses/')
    return name === undefined ? value : responses[name]
  })
}

const Thing = z
  .object({ id: z.string(), size: z.number().int(), made_at: z.string().nullable(), owner: z.string().default('none') })
  .meta({ id: 'OpenApiTestThing' })

const listThings = defineRoute({
  method: 'GET',
  path: '/api/organizations/:organization_id/things',
  operation_id: 'listThings',
  tag: 'Things',
  summary: 'List things',
  access: { role: 'viewer' },
  params: z.object({ organization_id: z.string().describe('Whose things.') }),
  query: listQuery,
  reply: { status: 200, body: pageOf(Thing) },
  errors: [],
  handle: async () => ({ data: [], next_cursor: null }),
})
const makeThing = defineRoute({
  method: 'POST',
  path: '/api/organizations/:organization_id/things',
  operation_id: 'makeThing',
  tag: 'Things',
  summary: 'Make a thing',
  access: { role: 'manager' },
  params: z.object({ organization_id: z.string() }),
  body: z.object({ name: z.string(), thing: Thing.optional() }),
  reply: { status: 201, body: Thing },
  errors: ['link_expired'],
  handle: async () => ({ id: '1', size: 1, made_at: null }),
})
const removeThing = route({
  method: 'DELETE',
  path: '/api/things/:thing_id',
  operation_id: 'removeThing',
  reply: { status: 204 },
})
const small = [listThings, makeThing, removeThing]

const operationsOf = ({ paths }: Document) => Object.values(paths).flatMap((methods) => Object.values(methods))
const operation = (id: string) => {
  const found = operationsOf(documentOf(small)).find(({ operationId }) => operationId === id)
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}

describe('the document of a few routes', () => {
  test('names parameters where they stand, with what is required', () => {
    const byName = Object.fromEntries((operation('listThings').parameters ?? []).map((one) => [one.name, one]))
    expect(byName.organization_id).toEqual({
      name: 'organization_id',
      in: 'path',
      required: true,
      description: 'Whose things.',
      schema: { type: 'string' },
    })
    expect(byName.limit).toMatchObject({
      in: 'query',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    })
    expect(byName.cursor).toMatchObject({ in: 'query', required: false })
  })

  test('offers Idempotency-Key where it counts', () => {
    const named = (id: string) => (operation(id).parameters ?? []).some(({ name }) => name === 'Idempotency-Key')
    expect([named('makeThing'), named('listThings'), named('removeThing')]).toEqual([true, false, false])
    const open = documentOf([route({ method: 'POST' })]).paths['/api/things']?.post
    expect(open?.parameters).toEqual([])
  })

  test('refuses unknown fields in bodies, as the server does', () => {
    const body = operation('makeThing').requestBody
    expect(body?.required).toBe(true)
    expect(body?.content['application/json']?.schema).toMatchObject({
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: { name: { type: 'string' }, thing: { $ref: expect.stringContaining('/OpenApiTestThing') } },
    })
  })

  test('has a named schema once for each direction in which it differs', () => {
    const { schemas } = documentOf(small).components
    const mine = Object.keys(schemas).filter((name) => name.startsWith('OpenApiTestThing'))
    expect(mine).toHaveLength(2)
    for (const name of mine) expect(schemas[name]).toMatchObject({ properties: { size: { type: 'integer' } } })
    expect(JSON.stringify(schemas)).not.toContain(String(Number.MAX_SAFE_INTEGER))
    const replyRef = operation('makeThing').responses[201]?.content?.['application/json']?.schema.$ref
    expect(mine.map((name) => `#/components/schemas/${name}`)).toContain(replyRef)
  })

  test('lists errors by status, each in the one form', () => {
    const { responses } = operation('makeThing')
    expect(Object.keys(responses).map(Number)).toEqual([
      201, 400, 401, 403, 404, 409, 410, 413, 415, 422, 429, 500, 503, 504, 507,
    ])
    expect(responses[410]?.content?.['application/json']?.schema).toEqual({ $ref: '#/components/schemas/Error' })
    expect(responses[422]?.description).toContain('`idempotency_key_reused`')
    expect(operation('listThings').responses[400]?.description).toContain('`invalid_cursor`')
    expect(operation('listThings').responses[415]).toBeUndefined()
  })

  test('says who may call', () => {
    expect(operation('makeThing').security).toEqual([{ bearer: [] }, { session: [] }])
    expect(operation('removeThing').security).toEqual([])
  })

  test('has an answer without a body for 204', () => {
    expect(operation('removeThing').responses[204]).toEqual({ description: 'Done; there is no body.' })
  })

  test('two different schemas of one name are refused', () => {
    const reply = (path: string, fields: z.ZodRawShape) => {
      // The registry knows one schema of a name; taking this one out again lets the next have the name.
      const body = z.object(fields).meta({ id: 'OpenApiTestClash' })
      z.globalRegistry.remove(body)
      return route({ path, operation_id: path, reply: { status: 200, body: body.meta({ id: 'OpenApiTestClash' }) } })
    }
    const routes = [reply('/api/a', { a: z.string() }), reply('/api/b', { b: z.string() })]
    expect(() => documentOf(routes)).toThrow('OpenApiTestClash')
  })
})

describe('the document of the product', () => {
  const services = testServices()
  const pool = new Pool()
  const auth = createAuth({ ...services, pool, secret: 'x'.repeat(32), public_url: 'http://127.0.0.1:8484' })
  const facts = {
    started_at: '',
    database_kind: 'embedded',
    jobHealth: () => Promise.reject(new Error('nobody asks')),
  } as const
  const room = {
    enter: () => {
      throw new Error('nobody waits')
    },
    close: () => undefined,
  }
  const routes = allRoutes(auth, facts, room)
  const document = documentOf(routes)

  let app: Awaited<ReturnType<typeof testServer>>
  let port: number
  beforeAll(async () => {
    app = await testServer(services, {
      routes,
      auth_paths: authPaths,
      webhooks: notificationWebhooks,
      version: info.version,
    })
    port = await listen(app)
  })
  afterAll(async () => {
    await app.close()
    await pool.end()
  })

  test('is valid OpenAPI 3.1', async () => {
    const validator = new Validator()
    expect(await validator.validate(JSON.parse(JSON.stringify(document)))).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  test('every reference leads somewhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    )
    expect(references.length).toBeGreaterThan(50)
    for (const name of references) expect(Object.keys(document.components.schemas)).toContain(name)
  })

  test('every operation has a camelCase id of its own, a tag that is declared, and an answer', () => {
    const operations = operationsOf(document)
    const ids = operations.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z][a-zA-Z]+$/)
    const tags = document.tags.map(({ name }) => name)
    for (const one of operations) for (const tag of one.tags) expect(tags).toContain(tag)
    expect(new Set(tags).size).toBe(tags.length)
  })

  test('has every route, every open path of sign-in, and the event stream', () => {
    const has = ({ method, path }: { method: string; path: string }) =>
      document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()] !== undefined
    expect([...routes, ...authPaths, { method: 'GET', path: '/api/events' }].filter((one) => !has(one))).toEqual([])
    expect(document.paths['/api/auth/sign-in/email']?.post?.operationId).toBe('authSignInEmail')
    expect(document.paths['/api/auth/get-session']?.get?.requestBody).toBeUndefined()
  })

  test('path parameters are all declared', () => {
    for (const [path, methods] of Object.entries(document.paths))
      for (const { operationId, parameters = [] } of Object.values(methods)) {
        const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
        const declared = parameters.filter((one) => one.in === 'path').map(({ name }) => name)
        expect(declared, operationId).toEqual(named)
      }
  })

  test('lists every code that an error can have', () => {
    const { properties } = document.components.schemas.Error as {
      properties: { error: { properties: { code: { enum: string[] } } } }
    }
    expect(properties.error.properties.code.enum).toEqual(Object.keys(errorTable))
  })

  test('is what the server gives at /api/openapi.json, to anybody', async () => {
    const sent = await send(port, 'GET', '/api/openapi.json')
    expect([sent.status, sent.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
    expect(read(sent.text)).toEqual(document)
  })
})
