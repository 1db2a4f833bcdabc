import type { Server } from '../api/server-types.ts'

/** File backups are wanted or were: there may be a repository, and a kit for it. */
export const hasFiles = (server: Pick<Server, 'protections'>): boolean =>
  server.protections.some(({ method }) => method === 'files')
