import { useRef } from 'react'
import { randomKey } from '../lib/random-key.ts'
import { ApiError } from './api-error.ts'

/**
 * The key for a create: the same body sent again after an outage carries the same key, so nothing is made twice.
 * A refusal settles the attempt; what is sent after it is a new one.
 */
export function useIdempotencyKey() {
  const attempt = useRef<{ body: string; key: string } | null>(null)
  return {
    keyFor(body: unknown): string {
      const text = JSON.stringify(body)
      if (attempt.current?.body !== text) attempt.current = { body: text, key: randomKey() }
      return attempt.current.key
    },
    settle(error?: unknown): void {
      const open = error instanceof ApiError && (error.isOutage || error.status >= 500)
      if (!open) attempt.current = null
    },
  }
}
