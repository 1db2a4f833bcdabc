import { createRedact, type Redact } from '../lib/redact.ts'

const credentialsInUrl = /(\w+:\/\/)[^\s/@]+@/g

/** Strikes secrets out of what restic says: those given, and whatever stands before the @ of an address. */
export const redactOutput = (secrets: readonly string[]): Redact => {
  const redact = createRedact(secrets)
  return (text) => redact(text).replace(credentialsInUrl, '$1[redacted]@')
}
