/** Where an account's calls go. An endpoint of the account's own (a proxy, a sandbox cloud) stands in for both of Contabo's hosts. */
export const urlsOf = (endpoint: string | null): { readonly base_url: string; readonly token_url: string } => {
  const own = endpoint?.replace(/\/+$/, '')
  return {
    base_url: own ?? 'https://api.contabo.com',
    token_url: `${own ?? 'https://auth.contabo.com'}/auth/realms/contabo/protocol/openid-connect/token`,
  }
}
