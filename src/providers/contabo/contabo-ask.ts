import { z } from 'zod'
import type { Redact } from '../../lib/redact.ts'
import { createAsk } from '../ask.ts'
import type { Call, Classify, Send } from '../send.ts'
import { asSentence } from './as-sentence.ts'
import { requestIdOf, sayForSupport } from './request-id.ts'
import { envelopeSchema } from './schema.ts'

/** Reads may be repeated by the transport; changes never, for Contabo knows no key against doing a thing twice. */
export type ContaboCall = Omit<Call, 'repeatable' | 'headers' | 'form'>

export type Page<T> = {
  readonly items: readonly T[]
  /** Entries that could not be read at all. */
  readonly unreadable: number
  readonly total: number | null
  readonly pages: number | null
}

export type ContaboAsk = {
  /** For answers that hold nothing of interest. */
  done(call: ContaboCall): Promise<void>
  /** The one thing an answer holds. */
  one<T>(call: ContaboCall, schema: z.ZodType<T>): Promise<T>
  page<T>(call: ContaboCall, schema: z.ZodType<T>): Promise<Page<T>>
}

export const createContaboAsk = (
  send: Send,
  { classify, redact }: { classify: Classify; redact: Redact },
): ContaboAsk => {
  const trace = (headers: Headers) => sayForSupport(requestIdOf(headers))
  const ask = createAsk({ label: 'Contabo', send, classify, said, redact, trace })
  const call = <T>(question: ContaboCall, schema: z.ZodType<T>) =>
    ask({ ...question, repeatable: question.method === 'GET' }, schema)
  return {
    done: async (question) => {
      await call(question, z.unknown())
    },
    one: async (question, schema) => (await call(question, z.object({ data: z.tuple([schema], z.unknown()) }))).data[0],
    page: async (question, schema) => {
      const { data, _pagination } = await call(question, envelopeSchema)
      const items = data.flatMap((entry) => {
        const parsed = schema.safeParse(entry)
        return parsed.success ? [parsed.data] : []
      })
      return {
        items,
        unreadable: data.length - items.length,
        total: _pagination?.totalElements ?? null,
        pages: _pagination?.totalPages ?? null,
      }
    },
  }
}

/** `{"statusCode": 400, "message": "…"}`; the message is a list where several fields are wrong. */
const said = (body: unknown): string | null => {
  if (typeof body !== 'object' || body === null || !('message' in body)) return null
  const { message } = body
  const text = Array.isArray(message) ? message.filter((part) => typeof part === 'string').join('; ') : message
  return typeof text === 'string' && text.trim() !== '' ? asSentence(text) : null
}
