import type { Answer, SandboxRequest } from '../kit/cloud.ts'
import { faultyPage, numberFrom, pageOf } from '../kit/page.ts'

// The codes are documented; which status belongs to which is from Hetzner's documentation of old, and its own clients go by the code.

export const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message, details: null } },
})

export const notFound = (what = 'resource') => refusal(404, 'not_found', `${what} not found`)
export const invalid = (message: string) => refusal(422, 'invalid_input', message)
export const locked = () => refusal(423, 'locked', 'server is locked')
export const isProtected = (what: string) => refusal(403, 'protected', `${what} is protected`)

export const ok = (body: unknown): Answer => ({ status: 200, body })

/** A page in Hetzner's envelope. Rows are given as they were made, which is by id; `sort` can ask for the other way round. */
export const paged = <Row>(
  request: SandboxRequest,
  key: string,
  all: Iterable<Row>,
  show: (row: Row) => unknown,
): Answer => {
  const rows = [...all]
  if (request.query.get('sort') === 'id:desc') rows.reverse()
  const size = numberFrom(request.query, 'per_page', { least: 1, most: 50, otherwise: 25 })
  const number = numberFrom(request.query, 'page', { least: 1, most: 1_000_000, otherwise: 1 })
  const page = faultyPage(pageOf(rows, number, size), request.fault?.kind)
  const pagination = {
    page: number,
    per_page: size,
    previous_page: number > 1 ? number - 1 : null,
    next_page: number < page.pages ? number + 1 : null,
    last_page: page.pages,
    total_entries: page.total,
  }
  return ok({ [key]: page.rows.map(show), meta: { pagination } })
}

/** Times as Hetzner writes them. */
export const rfcTime = (iso: string): string => iso.replace(/\.\d+Z$/, '+00:00')

/** A body's field, where the body is an object at all. */
export const field = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined
