import { hash } from 'node:crypto'
import type { Jitter } from './schema.ts'

/** How much later than its schedule says a key is, in milliseconds; always the same for one key. */
export const jitterDelay = ({ jitter_key, jitter_minutes }: Jitter): number => {
  const span = Math.floor(jitter_minutes * 60)
  return span <= 0 ? 0 : (Number.parseInt(hash('sha256', jitter_key).slice(0, 8), 16) % span) * 1_000
}
