import type { z } from 'zod'
import type { Ask } from '../ask.ts'
import { ProviderError } from '../provider-error.ts'
import type { Call } from '../send.ts'

/** How the adapter's files speak to Linode. */
export type Api = {
  /** `filter` goes into the header `X-Filter`, as Linode wants it. */
  read<T>(
    operation: string,
    path: string,
    schema: z.ZodType<T>,
    more?: { readonly query?: Call['query']; readonly filter?: Readonly<Record<string, unknown>> },
  ): Promise<T>
  /** Goes out once. */
  change<T>(
    operation: string,
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    schema: z.ZodType<T>,
    body?: unknown,
  ): Promise<T>
}

export const createApi = (ask: Ask): Api => ({
  read: (operation, path, schema, { query, filter } = {}) => {
    const headers: Record<string, string> = filter === undefined ? {} : { 'x-filter': JSON.stringify(filter) }
    return ask({ operation, method: 'GET', path, query, headers, repeatable: true }, schema)
  },
  change: (operation, method, path, schema, body) => ask({ operation, method, path, body, repeatable: false }, schema),
})

/** Ids are whole numbers. Anything else is no id of Linode's, and must not become part of a path. */
export const idOf = (ref: string): number => {
  if (/^[1-9]\d{0,14}$/.test(ref)) return Number(ref)
  throw new ProviderError('Linode has nothing under this id: its ids are whole numbers.', {
    kind: 'not_found',
    effect: 'none',
    retry_after_ms: null,
  })
}
