import type { FailureKind, ProviderError } from '../providers/provider-error.ts'
import type { ReasonCode } from './reason-of.ts'

const codes: Partial<Record<FailureKind, ReasonCode>> = {
  not_found: 'server_gone',
  retry: 'provider_away',
  rate_limited: 'provider_away',
  locked: 'server_locked',
}

/** What a provider's refusal means for a change that has not been sent, or certainly had no effect. */
export const refusalOf = (error: ProviderError): ReasonCode => codes[error.kind] ?? 'provider_refused'
