import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openEventStream } from './event-stream.ts'

/** A reply whose reader takes nothing until told to. */
class Reply extends EventEmitter {
  head: object | null = null
  text = ''
  writableLength = 0
  ended = false
  destroyed = false
  closed = false
  get headersSent() {
    return this.head !== null
  }
  writeHead(status: number, headers: object) {
    this.head = { status, ...headers }
  }
  write(text: string) {
    this.text += text
    this.writableLength += text.length
  }
  end() {
    this.ended = true
  }
  destroy() {
    this.destroyed = true
    this.closed = true
    this.emit('close')
  }
}

const event = {
  id: '7-1',
  topic: 'member.changed',
  organization_id: 'org_1',
  entity_id: 'mem_1',
  at: '2026-01-15T12:00:00.000Z',
}

let reply: Reply
const open = (max = 1_000) => openEventStream(reply as unknown as ServerResponse, max, { 'x-request-id': 'req_1' })

beforeEach(() => {
  vi.useFakeTimers()
  reply = new Reply()
})
afterEach(() => void vi.useRealTimers())

test('an event is its id, its topic and its data, after the head', () => {
  open().send(event)
  expect(reply.head).toMatchObject({
    status: 200,
    'content-type': 'text/event-stream; charset=utf-8',
    'x-request-id': 'req_1',
  })
  expect(reply.text).toBe(
    'retry: 2000\n\nid: 7-1\nevent: member.changed\ndata: {"topic":"member.changed","organization_id":"org_1","entity_id":"mem_1","at":"2026-01-15T12:00:00.000Z"}\n\n',
  )
})

test('the head goes out once', () => {
  const stream = open()
  stream.start()
  stream.start()
  stream.ping()
  expect(reply.text).toBe('retry: 2000\n\n: ping\n\n')
})

test('a reader that takes nothing is let go at the limit, and gets nothing more', () => {
  const stream = open(300)
  for (let i = 0; i < 10; i++) stream.send(event)
  const { length } = reply.text
  expect(reply.ended).toBe(true)
  expect(length).toBeLessThan(600)
  stream.ping()
  stream.end()
  expect(reply.text).toHaveLength(length)
})

test('one that does not even take what waits is cut off after ten seconds', () => {
  open().end()
  vi.advanceTimersByTime(9_999)
  expect(reply.destroyed).toBe(false)
  vi.advanceTimersByTime(1)
  expect(reply.destroyed).toBe(true)
})

test('one that took it is not', () => {
  open().end()
  reply.emit('close')
  expect(vi.getTimerCount()).toBe(0)
})

test('a stream that ends before it began is still a stream, so that a browser comes back', () => {
  open().end()
  expect(reply.head).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8' })
})

test('nothing is written to a reader that left', () => {
  const stream = open()
  reply.destroy()
  stream.send(event)
  stream.start()
  expect([reply.head, reply.text]).toEqual([null, ''])
})

test('leaving is told once, also to those who ask afterwards', () => {
  const stream = open()
  const told: string[] = []
  stream.onClose(() => told.push('before'))
  reply.destroy()
  reply.emit('close')
  stream.onClose(() => told.push('after'))
  expect(told).toEqual(['before', 'after'])
})
