import type { AuditEvent } from '../api/types.ts'

/** A piece of a sentence; names stand out, so that a list can be scanned for them. */
export type SentencePart = { text: string; name?: boolean }

export const plain = (text: string): SentencePart => ({ text })
export const named = (text: string): SentencePart => ({ text, name: true })

export function target(event: AuditEvent): SentencePart {
  return named(event.target.name ?? event.target.id)
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
