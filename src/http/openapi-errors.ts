import { type ErrorCode, errorTable } from '../lib/errors.ts'

type Reference = { readonly $ref: string }

export type ErrorResponses = {
  /** Those that were referred to, by name. */
  readonly named: Readonly<Record<string, object>>
  /** By status, what a route with these codes answers. */
  of(codes: readonly ErrorCode[]): Record<string, Reference>
}

/** Collects the error responses of a document: hundreds of operations share a few dozen, named after their codes. */
export const createErrorResponses = (): ErrorResponses => {
  const named: Record<string, object> = {}
  const referTo = (codes: readonly ErrorCode[]): Reference => {
    const name = codes.join('.')
    named[name] = {
      description: codes.map((code) => `\`${code}\`: ${errorTable[code].say}`).join('\n\n'),
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    }
    return { $ref: `#/components/responses/${name}` }
  }
  return {
    named,
    of: (codes) => {
      const byStatus = Map.groupBy(new Set(codes), (code) => errorTable[code].status)
      return Object.fromEntries([...byStatus].map(([status, same]) => [status, referTo(same)]))
    },
  }
}
