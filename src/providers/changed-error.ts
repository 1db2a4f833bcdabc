import { ProviderError } from './provider-error.ts'

/** The same failure with other words, or with better knowledge of its effect. */
export const changedError = (
  error: ProviderError,
  { message = error.message, effect = error.effect }: { message?: string; effect?: ProviderError['effect'] },
): ProviderError =>
  new ProviderError(message, {
    kind: error.kind,
    effect,
    retry_after_ms: error.retry_after_ms,
    status: error.status,
    cause: error,
  })
