import type { Answer, SandboxRequest } from '../kit/cloud.ts'
import { faultyPage, numberFrom } from '../kit/page.ts'

/** Vultr's form of a refusal. */
export const refusal = (status: number, error: string): Answer => ({ status, body: { error, status } })

export const badRequest = (error: string) => refusal(400, error)

export const notFound = () => refusal(404, 'Not found')

/** As a real answer has it: status 500, and the reason at the end. */
export const locked = (what: string) => refusal(500, `Unable to ${what}: Server is currently locked`)

export const ok = (body: unknown): Answer => ({ status: 200, body })

const cursorOf = (offset: number) => Buffer.from(`next__${offset}`).toString('base64')

const offsetOf = (cursor: string): number | null => {
  const offset = /^next__(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1]
  return offset === undefined ? null : Number(offset)
}

/** A page in Vultr's envelope, from cursor to cursor. */
export const paged = <Row>(
  request: SandboxRequest,
  key: string,
  all: readonly Row[],
  show: (row: Row) => unknown,
): Answer => {
  const size = numberFrom(request.query, 'per_page', { least: 1, most: 500, otherwise: 100 })
  const cursor = request.query.get('cursor') ?? ''
  const offset = cursor === '' ? 0 : offsetOf(cursor)
  if (offset === null) return badRequest('Invalid cursor')
  const whole = { page: 1, size, pages: 1, total: all.length }
  const { rows, total } = faultyPage({ ...whole, rows: all.slice(offset, offset + size) }, request.fault?.kind)
  const links = {
    next: offset + size < total ? cursorOf(offset + size) : '',
    prev: offset > 0 && total > 0 ? cursorOf(Math.max(0, offset - size)) : '',
  }
  return ok({ [key]: rows.map((row) => show(row)), meta: { total, links } })
}

/** Times as Vultr writes them: `2020-10-10T01:56:20+00:00`. */
export const vultrTime = (iso: string): string => iso.replace(/\.\d+Z$/, '+00:00')

/** A body's field, where the body is an object at all. */
export const field = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined
