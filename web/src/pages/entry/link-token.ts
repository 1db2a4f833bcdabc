/** No token is shorter: one that is was cut off where the link was copied. */
const shortest = 20

/** The token in the fragment of a one-time link. */
export function tokenIn(fragment: string): string | null {
  const token = new URLSearchParams(fragment.replace(/^#/, '')).get('token')
  return token !== null && token.length >= shortest ? token : null
}

/** The token that an entry of the history keeps for when its page is loaded again. */
export function keptToken(state: object): string | null {
  return 'link_token' in state && typeof state.link_token === 'string' ? state.link_token : null
}
