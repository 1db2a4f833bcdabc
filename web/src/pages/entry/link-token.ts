/** The token in the fragment of a one-time link. */
export function tokenIn(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('token') || null
}

/** The token that an entry of the history keeps for when its page is loaded again. */
export function keptToken(state: object): string | null {
  return 'link_token' in state && typeof state.link_token === 'string' ? state.link_token : null
}
