import { ProviderError } from '../provider-error.ts'

/** For methods that the capabilities rule out: no call is made, and the words say what to do instead. */
export const unsupported = (what: string): ProviderError =>
  new ProviderError(what, { kind: 'unsupported', effect: 'none', retry_after_ms: null })
