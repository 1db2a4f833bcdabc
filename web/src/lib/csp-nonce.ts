/**
 * The value that allows our own <style> elements under the content security policy.
 * The server writes it into the page afresh for every request.
 */
export function cspNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
}

/**
 * Hands the same value to react-remove-scroll, which keeps the page still behind a dialog with a <style> of its own
 * and looks for the nonce where webpack would have put it.
 */
export function allowStyles(): void {
  Object.assign(globalThis, { __webpack_nonce__: cspNonce() })
}
