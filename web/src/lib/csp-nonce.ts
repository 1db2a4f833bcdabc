/**
 * The value that allows our own <style> elements under the content security policy.
 * The server writes it into the page afresh for every request.
 */
export function cspNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
}
