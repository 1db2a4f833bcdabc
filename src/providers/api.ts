import type { z } from 'zod'
import type { Ask } from './ask.ts'
import type { Call } from './send.ts'

/** How the files of an adapter speak to their provider. */
export type Api = {
  read<T>(
    operation: string,
    path: string,
    schema: z.ZodType<T>,
    query?: Call['query'],
    headers?: Call['headers'],
  ): Promise<T>
  /** Goes out once. */
  change<T>(
    operation: string,
    method: Exclude<Call['method'], 'GET'>,
    path: string,
    schema: z.ZodType<T>,
    body?: unknown,
  ): Promise<T>
}

export const createApi = (ask: Ask): Api => ({
  read: (operation, path, schema, query, headers) =>
    ask({ operation, method: 'GET', path, query, headers, repeatable: true }, schema),
  change: (operation, method, path, schema, body) => ask({ operation, method, path, body, repeatable: false }, schema),
})
