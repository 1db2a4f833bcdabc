import { ProviderError } from '../provider-error.ts'

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
