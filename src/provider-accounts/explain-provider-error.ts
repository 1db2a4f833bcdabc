import { AppError, type ErrorCode } from '../lib/errors.ts'
import { type FailureKind, ProviderError } from '../providers/provider-error.ts'

const codes: Record<FailureKind, ErrorCode> = {
  retry: 'provider_unavailable',
  rate_limited: 'provider_rate_limited',
  unauthorized: 'provider_unauthorized',
  forbidden: 'provider_forbidden',
  locked: 'server_busy',
  not_found: 'server_missing',
  payment_required: 'provider_refused',
  unsupported: 'provider_refused',
  permanent: 'provider_refused',
}

/** What a caller is told of a provider's failure, with the provider's own words in `details`. Anything else is thrown as it is. */
export const explainProviderError = (error: unknown): AppError => {
  if (!(error instanceof ProviderError)) throw error
  const code = codes[error.kind]
  return new AppError(code, {
    ...(code === 'provider_refused' ? { message: `The provider refused this: ${error.message}` } : {}),
    details: { provider_message: error.message },
    ...(error.retry_after_ms === null
      ? {}
      : { retryAfterSeconds: Math.max(1, Math.ceil(error.retry_after_ms / 1_000)) }),
    cause: error,
  })
}
