import { ProviderError } from './provider-error.ts'

/** The id behind a reference where ids are whole numbers up to 2^53. Anything else must not become part of a path. */
export const wholeNumberId = (label: string, ref: string): number => {
  if (/^[1-9]\d{0,14}$/.test(ref)) return Number(ref)
  throw new ProviderError(`${label} has nothing under this id: its ids are whole numbers.`, {
    kind: 'not_found',
    effect: 'none',
    retry_after_ms: null,
  })
}
