import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { anonymousCaller, type Caller } from '../../src/context.ts'
import type { EventSource, PublishedEvent } from '../../src/http/options.ts'
import type { Timers } from '../../src/http/timers.ts'
import { openEventStream } from '../helpers/event-stream-client.ts'
import {
  callers,
  codeOf,
  fakeAuthenticate,
  listen,
  org,
  send,
  testServer,
  testServices,
  until,
} from '../helpers/http-server.ts'

type Subscription = {
  filter: Parameters<EventSource['subscribe']>[0]
  after: string | null
  publish: (event: PublishedEvent) => void
  closed: boolean
}

let subscriptions: Subscription[]
/** Runs within `subscribe`, before it resolves. */
let onSubscribe: (subscription: Subscription) => Promise<void>
let repeating: { ms: number; run: () => void }[]
let replaced: Record<string, Caller | Error>
let services: ReturnType<typeof testServices>
let app: Awaited<ReturnType<typeof testServer>>
let port: number

const events: EventSource = {
  subscribe: async (filter, after, publish) => {
    const subscription = { filter, after, publish, closed: false }
    subscriptions.push(subscription)
    await onSubscribe(subscription)
    const close = () => {
      subscription.closed = true
    }
    return { close }
  },
}

const timers: Timers = {
  every: (ms, run) => {
    const timer = { ms, run }
    repeating.push(timer)
    return { stop: () => void repeating.splice(repeating.indexOf(timer), 1) }
  },
}
const fire = (ms: number) => {
  for (const timer of repeating.filter((timer) => timer.ms === ms)) timer.run()
}

beforeEach(async () => {
  subscriptions = []
  repeating = []
  replaced = {}
  onSubscribe = async () => {}
  services = testServices()
  app = await testServer(services, {
    events,
    timers,
    authenticate: async (all, credentials) => {
      const now = replaced[credentials.cookie ?? '']
      if (now instanceof Error) throw now
      return now ?? fakeAuthenticate(all, credentials)
    },
    limits: { event_streams_per_caller: 2, event_stream_bytes: 64 * 1024 },
  })
  port = await listen(app)
})
afterEach(() => app.close())

const as = (name: string): Record<string, string> => ({ cookie: `session=${name}` })

const openStream = (headers = as('viewer'), path?: string) => openEventStream(port, headers, path)

const first = () => {
  const [subscription] = subscriptions
  if (subscription === undefined) throw new Error('nobody subscribed')
  return subscription
}

const event = (id: string, organization_id: string | null = org('1')): PublishedEvent => ({
  id,
  topic: 'member.changed',
  organization_id,
  entity_id: `mem_${id}`,
  at: services.clock.now(),
})

describe('a stream', () => {
  test('carries events as they come, and headers that no proxy mistakes', async () => {
    const stream = await openStream()
    expect(stream.response.statusCode).toBe(200)
    expect(stream.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(/^req_/),
    })
    first().publish(event('1'))
    await until(() => stream.text.includes('id: 1\n'))
    expect(stream.text).toContain('retry: 2000\n\nid: 1\nevent: member.changed\ndata: {"topic":"member.changed",')
  })

  test('pings every 15 seconds', async () => {
    const stream = await openStream()
    await until(() => repeating.length === 2)
    fire(15_000)
    await until(() => stream.text.includes(': ping\n\n'))
  })

  test('begins with what was replayed before the subscription stood', async () => {
    onSubscribe = async ({ publish }) => publish(event('8'))
    const stream = await openStream({ ...as('viewer'), 'last-event-id': '7' })
    await until(() => stream.text.includes('id: 8\n'))
    expect(first().after).toBe('7')
  })

  test('is for those who are signed in', async () => {
    for (const headers of [{}, as('old'), { authorization: 'Bearer wrong' }] as Record<string, string>[])
      expect((await send(port, 'GET', '/api/events', { headers })).status).toBe(401)
    expect(subscriptions).toEqual([])
  })

  test('works with an API key', async () => {
    await openStream({ authorization: 'Bearer key' })
    expect(first().filter).toEqual({ scope: [org('1')], user_id: null })
  })

  test('is not opened by HEAD', async () => {
    expect((await send(port, 'HEAD', '/api/events', { headers: as('viewer') })).status).toBe(405)
  })
})

describe('Last-Event-ID', () => {
  test('comes from the header first, then from the query', async () => {
    await openStream({ ...as('viewer'), 'last-event-id': '12-3' }, '/api/events?last_event_id=1-1')
    await openStream(as('viewer'), '/api/events?last_event_id=1-1')
    expect(subscriptions.map(({ after }) => after)).toEqual(['12-3', '1-1'])
  })

  test.each(['', 'two words', 'x'.repeat(201)])('"%s" counts as none', async (id) => {
    await openStream({ ...as('viewer'), 'last-event-id': id })
    expect(first().after).toBe(null)
  })

  test('given twice in the query counts as none', async () => {
    await openStream(as('viewer'), '/api/events?last_event_id=1&last_event_id=2')
    expect(first().after).toBe(null)
  })
})

describe('who sees what', () => {
  test('the source is asked for the organizations of the caller, and for the caller', async () => {
    await openStream(as('viewer'))
    await openStream(as('operator'))
    expect(subscriptions.map(({ filter }) => filter)).toEqual([
      { scope: [org('1')], user_id: 'usr_viewer' },
      { scope: 'all', user_id: 'usr_operator' },
    ])
  })

  test("another organization's event does not pass, even from a source that errs", async () => {
    const [viewer, operator] = [await openStream(as('viewer')), await openStream(as('operator'))]
    for (const { publish } of subscriptions) for (const one of [event('1', org('2')), event('2', null)]) publish(one)
    await until(() => viewer.text.includes('id: 2\n') && operator.text.includes('id: 2\n'))
    expect(viewer.text).not.toContain('id: 1\n')
    expect(operator.text).toContain('id: 1\n')
  })
})

describe('a stream ends', () => {
  test('when its reader leaves: nothing of it stays', async () => {
    const stream = await openStream()
    await until(() => repeating.length === 2)
    stream.leave()
    await until(() => first().closed)
    expect(repeating).toEqual([])
  })

  test('when its reader leaves while it subscribes', async () => {
    const go = Promise.withResolvers<void>()
    onSubscribe = async ({ publish }) => {
      publish(event('1'))
      await go.promise
    }
    const stream = await openStream()
    stream.leave()
    await until(() => stream.ended)
    await send(port, 'GET', '/healthz')
    go.resolve()
    await until(() => first().closed)
    expect(repeating).toEqual([])
  })

  test.each<[string, Caller | Error]>([
    ['the session ended', anonymousCaller],
    ['the organizations changed', { ...callers.viewer, memberships: [] } as Caller],
    ['the person became an operator', { ...callers.viewer, operator: true } as Caller],
  ])('when %s', async (_name, now) => {
    const stream = await openStream()
    await until(() => repeating.length === 2)
    replaced['session=viewer'] = now
    fire(60_000)
    await until(() => stream.ended)
    await until(() => first().closed)
  })

  test.each<[string, Caller | Error | undefined]>([
    ['nothing changed', undefined],
    [
      'only the role changed',
      { ...callers.viewer, memberships: [{ organization_id: org('1'), role: 'owner' }] } as Caller,
    ],
    ['the database is away and nobody can say', Object.assign(new Error('no'), { code: 'ECONNREFUSED' })],
  ])('not when %s', async (_name, now) => {
    const stream = await openStream()
    await until(() => repeating.length === 2)
    if (now) replaced['session=viewer'] = now
    fire(60_000)
    await send(port, 'GET', '/healthz')
    first().publish(event('1'))
    await until(() => stream.text.includes('id: 1\n'))
    expect(stream.ended).toBe(false)
  })

  test('when its reader reads too slowly, so that memory does not fill', async () => {
    const stream = await openStream()
    await until(() => stream.text.includes('retry'))
    stream.response.pause()
    const { publish } = first()
    for (let i = 0; i < 20_000; i++) publish(event(String(i)))
    stream.response.resume()
    await until(() => stream.ended)
    expect(stream.text).not.toContain('id: 19999\n')
    await until(() => first().closed)
  })

  test('when the server closes: at once, without waiting for its reader', async () => {
    const stream = await openStream()
    await app.close()
    await until(() => stream.ended)
    expect(first().closed).toBe(true)
  })
})

describe('when the source fails', () => {
  test('before the stream began, the caller is told', async () => {
    onSubscribe = async () => {
      throw Object.assign(new Error('no'), { code: 'ECONNREFUSED' })
    }
    const sent = await send(port, 'GET', '/api/events', { headers: as('viewer') })
    expect([sent.status, codeOf(sent)]).toEqual([503, 'database_unavailable'])
    expect(sent.headers['content-type']).toBe('application/json; charset=utf-8')
  })

  test('in the middle of a replay, the stream ends and the log says why', async () => {
    onSubscribe = async ({ publish }) => {
      publish(event('1'))
      throw new Error('the source broke')
    }
    const stream = await openStream()
    await until(() => stream.ended)
    expect(stream.text).toContain('id: 1\n')
    expect(services.lines.join()).toContain('the source broke')
  })
})

test('one caller may open a few streams, and again when one is closed', async () => {
  const streams = [await openStream(), await openStream()]
  const refused = await send(port, 'GET', '/api/events', { headers: as('viewer') })
  expect([refused.status, codeOf(refused), refused.headers['retry-after']]).toEqual([429, 'rate_limited', '5'])
  expect((await openStream(as('owner'))).response.statusCode).toBe(200)
  streams[0]?.leave()
  await until(() => first().closed)
  expect((await openStream()).response.statusCode).toBe(200)
})

test('a stream that failed to begin does not count as open', async () => {
  onSubscribe = async () => {
    throw new Error('no')
  }
  for (let i = 0; i < 3; i++) await send(port, 'GET', '/api/events', { headers: as('viewer') })
  onSubscribe = async () => {}
  expect((await openStream()).response.statusCode).toBe(200)
})
