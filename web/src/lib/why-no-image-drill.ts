import type { Server } from '../api/server-types.ts'

/** Why this person starts no drill of an image where drills are let, or null. Members are told the account only where it is their own. */
export function whyNoImageDrill(server: Pick<Server, 'provider_account_id'>): string | null {
  return server.provider_account_id === null
    ? 'The throw-away server is billed to your operator, who starts it or lets it be made every week.'
    : null
}
