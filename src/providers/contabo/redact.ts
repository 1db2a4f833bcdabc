import { createRedact, type Redact } from '../../lib/redact.ts'
import type { ContaboCredentials } from './token-source.ts'

/** Strikes out the stored secrets, and the tokens that come and go. */
export const createContaboRedact = ({ client_secret, api_password }: ContaboCredentials): Redact => {
  const stored = createRedact([client_secret, api_password])
  return (text) =>
    stored(text.replace(/\b(Bearer\s+)\S+/gi, '$1[redacted]').replace(/\beyJ[\w-]+(\.[\w-]+)+/g, '[redacted]'))
}
