/** Strikes given secrets out of text that came from elsewhere. */
export type Redact = (text: string) => string

/**
 * Knows the secrets themselves and their forms in URLs and headers. Short values are left alone: striking out `a` would only
 * make every message unreadable.
 */
export const createRedact = (secrets: readonly string[]): Redact => {
  const forms = secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString('base64'),
    ])
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length)
  return (text) => longestFirst.reduce((clean, form) => clean.replaceAll(form, '[redacted]'), text)
}
