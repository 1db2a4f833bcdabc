import type { Answer, SandboxRequest } from '../kit/cloud.ts'
import { faultyPage, numberFrom, pageOf } from '../kit/page.ts'

export const refusal = (status: number, reason: string, field?: string): Answer => ({
  status,
  body: { errors: [{ ...(field === undefined ? {} : { field }), reason }] },
})

export const notFound = () => refusal(404, 'Not found')

export const badRequest = (reason: string, field?: string) => refusal(400, reason, field)

/** What Linode says when a job is under way on the server. */
export const linodeBusy = () => badRequest('Linode busy.')

export const ok = (body: unknown): Answer => ({ status: 200, body })

/** A page in Linode's envelope; sizes outside 25 to 500 are refused. */
export const paged = <Row>(request: SandboxRequest, all: readonly Row[], show: (row: Row) => unknown): Answer => {
  const asked = request.query.get('page_size')
  if (asked !== null && !(Number(asked) >= 25 && Number(asked) <= 500)) return badRequest('Must be 25-500', 'page_size')
  const size = numberFrom(request.query, 'page_size', { least: 25, most: 500, otherwise: 100 })
  const number = numberFrom(request.query, 'page', { least: 1, most: 1_000_000, otherwise: 1 })
  const { rows, page, pages, total } = faultyPage(pageOf(all, number, size), request.fault?.kind)
  return ok({ data: rows.map((row) => show(row)), page, pages, results: total })
}

/** Times are UTC, without milliseconds and without a word of the zone. */
export const short = (iso: string): string => iso.replace(/(\.\d+)?Z$/, '')

/** A body's field, where the body is an object at all. */
export const field = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined
