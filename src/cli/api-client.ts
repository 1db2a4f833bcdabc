import { z } from 'zod'
import { StartupError } from '../lib/startup-error.ts'
import type { RemoteConfig } from './remote-config.ts'

export type ApiClient = {
  /** Reads an answer by the given shape; unknown fields are left out. */
  get<T>(path: string, shape: z.ZodType<T>): Promise<T>
  /** All pages of a list. */
  list<T>(path: string, query: Readonly<Record<string, string>>, row: z.ZodType<T>): Promise<T[]>
  post<T>(path: string, body: unknown, shape: z.ZodType<T>): Promise<T>
}

const Failure = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.object({ fields: z.array(z.object({ path: z.string(), message: z.string() })).optional() }).optional(),
  }),
})

/** Speaks to the public API. A refusal becomes a StartupError with the API's own sentence, which says what to do. */
export const createApiClient = ({ url, api_key }: RemoteConfig): ApiClient => {
  const send = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
    const headers = { authorization: `Bearer ${api_key}`, 'content-type': 'application/json' }
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new StartupError(`Backstay at ${url} cannot be reached.`, 'See whether it runs, and set BACKSTAY_URL.', {
        cause,
      })
    })
    const answer: unknown = await response.json().catch(() => null)
    if (response.ok) return answer
    const failure = Failure.safeParse(answer).data?.error
    throw new StartupError(
      failure?.message ?? `Backstay answered with status ${response.status}.`,
      failure === undefined ? 'See whether BACKSTAY_URL leads to Backstay itself.' : remedyOf(failure),
    )
  }
  const list = async <T>(path: string, query: Readonly<Record<string, string>>, row: z.ZodType<T>): Promise<T[]> => {
    const page = z.object({ data: z.array(row), next_cursor: z.string().nullable() })
    const rows: T[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const words = new URLSearchParams({ ...query, limit: '200', ...(cursor === '' ? {} : { cursor }) })
      const { data, next_cursor } = page.parse(await send('GET', `${path}?${words}`))
      rows.push(...data)
      cursor = next_cursor
    }
    return rows
  }
  return {
    list,
    get: async (path, shape) => shape.parse(await send('GET', path)),
    post: async (path, body, shape) => shape.parse(await send('POST', path, body)),
  }
}

/** Which parts of a request were wrong, where the answer names them; the code, for those who look it up. */
const remedyOf = ({ code, details }: z.infer<typeof Failure>['error']): string =>
  [...(details?.fields ?? []).map(({ path, message }) => `${path}: ${message}`), `(${code})`].join('\n')
