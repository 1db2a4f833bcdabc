import type { RecoveryPointRow } from './queries.ts'

/**
 * Whether an image is past the time that its provider keeps it, so that nobody should count on it. What a list of the provider showed all the
 * same has no such time any more, and a time of our own ends nothing: until we have deleted it, it is there.
 */
export const isExpired = (
  row: Pick<RecoveryPointRow, 'method' | 'state' | 'expires_at' | 'provider_expires_at'>,
  now: string,
): boolean => {
  const { method, state, expires_at, provider_expires_at } = row
  if (method === 'files' || state !== 'available' || expires_at === null || expires_at > now) return false
  return provider_expires_at !== null && provider_expires_at <= now
}
