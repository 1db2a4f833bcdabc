import type { Answer, SandboxRequest, World } from '../kit/cloud.ts'
import { faultyPage, numberFrom, pageOf } from '../kit/page.ts'

export const refusal = (status: number, id: string, message: string): Answer => ({ status, body: { id, message } })

export const notFound = () => refusal(404, 'not_found', 'The resource you were accessing could not be found.')

export const unprocessable = (message: string) => refusal(422, 'unprocessable_entity', message)

/** What DigitalOcean says when an action is unfinished. */
export const pendingEvent = () => unprocessable('Droplet already has a pending event.')

export const ok = (body: unknown): Answer => ({ status: 200, body })

/** A page in DigitalOcean's envelope. `asMap` makes an object of the rows, as the policies have it. */
export const paged = <Row>(
  request: SandboxRequest,
  world: World,
  key: string,
  all: readonly Row[],
  show: (row: Row) => unknown,
  asMap?: (row: Row) => string,
): Answer => {
  const size = numberFrom(request.query, 'per_page', { least: 1, most: 200, otherwise: 20 })
  const number = numberFrom(request.query, 'page', { least: 1, most: 1_000_000, otherwise: 1 })
  const page = faultyPage(pageOf(all, number, size), request.fault?.kind)
  const rows = asMap
    ? Object.fromEntries(page.rows.map((row) => [asMap(row), show(row)]))
    : page.rows.map((row) => show(row))
  return ok({ [key]: rows, links: linksOf(request, world, page), meta: { total: page.total } })
}

/** No `pages` where there is one page only. */
const linksOf = (request: SandboxRequest, world: World, { page, pages }: { page: number; pages: number }) => {
  if (pages <= 1) return {}
  const to = (target: number) => {
    const query = new URLSearchParams(request.query)
    query.set('page', String(target))
    return `${world.url}${request.path}?${query}`
  }
  const back = page > 1 ? { first: to(1), prev: to(page - 1) } : {}
  const on = page < pages ? { next: to(page + 1), last: to(pages) } : {}
  return { pages: { ...back, ...on } }
}

/** Times without milliseconds, as DigitalOcean writes them. */
export const short = (iso: string): string => iso.replace(/\.\d+Z$/, 'Z')

/** A body's field, where the body is an object at all. */
export const field = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined
