import type { Server } from '../api/server-types.ts'

/** There may be a repository, and a kit for it: file backups are wanted or were, or nothing is said of any. */
export const hasFiles = ({ protections }: Pick<Server, 'protections'>): boolean =>
  protections.length === 0 || protections.some(({ method }) => method === 'files')
