import { AppError, type ErrorCode } from '../lib/errors.ts'
import { type FailureKind, ProviderError } from '../providers/provider-error.ts'

const codes: Record<FailureKind, ErrorCode> = {
  retry: 'provider_unavailable',
  rate_limited: 'provider_rate_limited',
  unauthorized: 'provider_unauthorized',
  forbidden: 'provider_forbidden',
  locked: 'server_busy',
  // None of these calls is about one server that there was: a wrong address, or an unknown region, size or image.
  not_found: 'provider_refused',
  payment_required: 'provider_refused',
  unsupported: 'provider_refused',
  permanent: 'provider_refused',
}

/** What a caller is told of a provider's failure, with the provider's own words in `details`. Anything else is thrown as it is. */
export const explainProviderError = (error: unknown): AppError => {
  if (!(error instanceof ProviderError)) throw error
  const code = codes[error.kind]
  return new AppError(code, {
    ...(code === 'provider_refused' ? { message: refusal(error) } : {}),
    details: { provider_message: error.message },
    ...(error.retry_after_ms === null
      ? {}
      : { retryAfterSeconds: Math.max(1, Math.ceil(error.retry_after_ms / 1_000)) }),
    cause: error,
  })
}

const refusal = ({ kind, message }: ProviderError): string =>
  kind === 'not_found'
    ? 'The provider knows nothing at this address, or by a name that it was given. Check the endpoint, if one is set, and what was named.'
    : `The provider refused this: ${message}`
