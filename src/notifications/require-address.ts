import { isIP } from 'node:net'
import { invalidField } from '../lib/errors.ts'
import { isPublicAddress } from '../lib/is-public-address.ts'
import type { TargetSettings } from './schema.ts'

/**
 * Refuses at once what could never be reached for an organization: addresses inside networks. Names are looked at when something
 * is sent, since they may point elsewhere by then.
 */
export const requireAddress = (settings: TargetSettings, organizationId: string | null): void => {
  if (organizationId === null || !('url' in settings) || settings.url === undefined) return
  const host = new URL(settings.url).hostname.replace(/^\[|\]$/g, '')
  const inside = isIP(host) === 0 ? /(^|\.)localhost\.?$/i.test(host) : !isPublicAddress(host)
  if (inside)
    throw invalidField(
      'settings.url',
      'This address is not on the public internet. Enter one that anybody can reach; only operators may send inside.',
    )
}
