import { ProviderError } from '../provider-error.ts'

/** For what Contabo leaves to its control panel. `way` completes "Contabo's API offers no way …". */
export const unsupported = (way: string, instead: string): ProviderError =>
  new ProviderError(`Contabo's API offers no way ${way}. ${instead}`, {
    kind: 'unsupported',
    effect: 'none',
    retry_after_ms: null,
  })
