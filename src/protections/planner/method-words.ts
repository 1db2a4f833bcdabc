import type { Method } from '../../billing/schema.ts'

/** A method in the middle of a sentence. */
export const methodWords = (method: Method): string =>
  ({ native: "the provider's own backups", snapshot: 'snapshots', files: 'file backups' })[method]
