import type { z } from 'zod'
import type { Ask } from '../ask.ts'
import { ProviderError } from '../provider-error.ts'
import type { Call } from '../send.ts'

/** How the adapter's files speak to Vultr. */
export type Api = {
  read<T>(operation: string, path: string, schema: z.ZodType<T>, query?: Call['query']): Promise<T>
  /** Goes out once. */
  change<T>(
    operation: string,
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    schema: z.ZodType<T>,
    body?: unknown,
  ): Promise<T>
}

export const createApi = (ask: Ask): Api => ({
  read: (operation, path, schema, query) => ask({ operation, method: 'GET', path, query, repeatable: true }, schema),
  change: (operation, method, path, schema, body) => ask({ operation, method, path, body, repeatable: false }, schema),
})

export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** Ids are UUIDs. Anything else is no id of Vultr's, and must not become part of a path. */
export const idOf = (ref: string): string => {
  if (isId(ref)) return ref
  throw new ProviderError('Vultr has nothing under this id: its ids are UUIDs.', {
    kind: 'not_found',
    effect: 'none',
    retry_after_ms: null,
  })
}

export const instancePath = (ref: string): string => `/v2/instances/${idOf(ref)}`
