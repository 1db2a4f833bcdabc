import type { Answer, SandboxRequest } from '../kit/cloud.ts'
import { faultyPage, numberFrom, pageOf } from '../kit/page.ts'

/** Contabo's envelope: `data` is an array also where it holds one thing. */
export const answerOne = (status: number, self: string, data: unknown): Answer => ({
  status,
  body: { data: [data], _links: { self } },
})

/** One page of a list; links that lead nowhere are empty strings. */
export const answerPage = <T>(
  { path, query, fault }: SandboxRequest,
  all: readonly T[],
  show: (row: T) => unknown,
): Answer => {
  const size = numberFrom(query, 'size', { least: 1, most: 100, otherwise: 10 })
  const number = numberFrom(query, 'page', { least: 1, most: Number.MAX_SAFE_INTEGER, otherwise: 1 })
  const page = faultyPage(pageOf(all, number, size), fault?.kind)
  const link = (to: number) => (to < 1 || to > page.pages ? '' : `${path}?page=${to}&size=${size}`)
  return {
    status: 200,
    body: {
      data: page.rows.map(show),
      _links: {
        first: `${path}?size=${size}`,
        previous: link(number - 1),
        next: link(number + 1),
        last: link(page.pages),
        self: path,
      },
      _pagination: { size, totalElements: page.total, totalPages: page.total === 0 ? 0 : page.pages, page: number },
    },
  }
}

export const refuse = (status: number, message: string): Answer => ({ status, body: { statusCode: status, message } })
