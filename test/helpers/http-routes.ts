import { z } from 'zod'
import { defineRoute, type Route } from '../../src/route.ts'

/** A route for a test; `extra` is what the test is about. */
export const route = (extra: Partial<Route>): Route => ({
  method: 'GET',
  path: '/api/things',
  operation_id: 'aThing',
  tag: 'Things',
  summary: 'For a test',
  access: 'anyone',
  reply: { status: 200, body: z.object({ ok: z.literal(true) }) },
  errors: [],
  handle: async () => ({ ok: true }),
  ...extra,
})

/** POST /api/echo answers the body as the handler got it. */
export const echoRoute = defineRoute({
  method: 'POST',
  path: '/api/echo',
  operation_id: 'echo',
  tag: 'Things',
  summary: 'Answer the body',
  access: 'anyone',
  body: z.object({
    name: z.string().min(1).optional(),
    size: z.number().optional(),
    tags: z.array(z.string()).optional(),
    anything: z.unknown().optional(),
  }),
  reply: { status: 200, body: z.looseObject({}) },
  errors: [],
  handle: async (_ctx, input) => input,
})
