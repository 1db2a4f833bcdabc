import type { z } from 'zod'
import { ProviderError } from '../provider-error.ts'
import type { Call, Reply, Send } from '../send.ts'
import { classifyReply } from './classify-reply.ts'
import { forSupport, refusal, requestIdHeader } from './refusal.ts'
import { envelopeSchema } from './schema.ts'

/** A call with the words for its failure: "Contabo refused to …". */
export type Question = Omit<Call, 'repeatable' | 'headers' | 'form'> & { readonly doing: string }

export type Page<T> = {
  readonly items: readonly T[]
  /** Entries that could not be read at all. */
  readonly unreadable: number
  readonly total: number | null
  readonly pages: number | null
}

export type Ask = {
  /** Sends and throws what a refusal means. Reads may be repeated by the transport, changes never. */
  raw(question: Question): Promise<Reply>
  /** The one thing an answer holds. */
  one<T>(question: Question, schema: z.ZodType<T>): Promise<T>
  page<T>(question: Question, schema: z.ZodType<T>): Promise<Page<T>>
}

export const createAsk = (send: Send): Ask => {
  const raw = async ({ doing, ...call }: Question): Promise<Reply> => {
    const reading = call.method === 'GET'
    try {
      const reply = await send({ ...call, repeatable: reading })
      const failure = classifyReply(reply)
      if (failure !== null) throw refusal(reply, failure, doing)
      return reply
    } catch (error) {
      // Whatever became of it, a read changed nothing: callers decide by this whether to look before they go on.
      throw reading && error instanceof ProviderError ? withoutEffect(error) : error
    }
  }

  const envelope = async (question: Question) => {
    const reply = await raw(question)
    const parsed = envelopeSchema.safeParse(reply.body)
    if (!parsed.success) throw senseless(reply, question)
    return { reply, ...parsed.data }
  }

  return {
    raw,
    one: async (question, schema) => {
      const { reply, data } = await envelope(question)
      const parsed = schema.safeParse(data[0])
      if (!parsed.success) throw senseless(reply, question)
      return parsed.data
    },
    page: async (question, schema) => {
      const { data, _pagination } = await envelope(question)
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

const senseless = (reply: Reply, { doing, method }: Question): ProviderError =>
  new ProviderError(
    `Contabo's answer lacks what it should hold, so it is open whether it did what was asked (it was asked ${doing}).${forSupport(reply.headers.get(requestIdHeader))}`,
    { kind: 'retry', effect: method === 'GET' ? 'none' : 'unknown', retry_after_ms: null, status: reply.status },
  )

const withoutEffect = (error: ProviderError): ProviderError =>
  error.effect === 'none'
    ? error
    : new ProviderError(error.message, {
        kind: error.kind,
        effect: 'none',
        retry_after_ms: error.retry_after_ms,
        status: error.status,
        cause: error.cause,
      })
