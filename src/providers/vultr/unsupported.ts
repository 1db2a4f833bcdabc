import { ProviderError } from '../provider-error.ts'

/** For what Vultr leaves to its panel or does not do at all; `instead` says what to do. */
export const unsupported = (what: string, instead: string): ProviderError =>
  new ProviderError(`Vultr cannot ${what} through its API. ${instead}`, {
    kind: 'unsupported',
    effect: 'none',
    retry_after_ms: null,
  })
