import type { CredentialCheck } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import type { ContaboAsk } from './contabo-ask.ts'
import { instanceSchema, snapshotSchema } from './schema.ts'
import { instancesPath } from './servers.ts'
import { snapshotsPath } from './snapshots.ts'
import type { TokenSource } from './token-source.ts'

/**
 * Signs in and tries what can be tried without changing anything. Contabo's roles allow paths and methods one by one and the API
 * does not tell what a role allows, so whether it may change things shows only when it does.
 */
export const checkCredentials = async (ask: ContaboAsk, tokens: TokenSource): Promise<CredentialCheck> => {
  const { tenantId, customerId, preferred_username } = await tokens.claims()
  const question = {
    operation: 'retrieveInstancesList',
    method: 'GET',
    path: instancesPath,
    query: { page: 1, size: 1 },
  } as const
  const first = await allowed(() => ask.page(question, instanceSchema))
  const ref = first?.items[0]?.instanceId
  const reads = ref === undefined ? null : await mayReadSnapshots(ask, String(ref))
  const customer = customerId === undefined ? null : `customer ${[tenantId, customerId].filter(Boolean).join('-')}`
  return {
    account: [preferred_username, customer].filter(Boolean).join(', ') || null,
    scopes: [
      scope('GET /v1/compute/instances', first !== null, 'finding servers, and seeing whether auto-backup is on'),
      scope('GET /v1/compute/instances/{id}/snapshots', reads, 'seeing snapshots'),
      scope('POST /v1/compute/instances/{id}/upgrade', null, 'switching auto-backup on, which buys the add-on'),
      scope('POST and DELETE /v1/compute/instances/{id}/snapshots', null, 'taking, rotating and restoring snapshots'),
      scope('POST /v1/compute/instances', null, 'creating servers'),
    ],
  }
}

const scope = (name: string, granted: boolean | null, needed_for: string): CredentialCheck['scopes'][number] => ({
  name,
  granted,
  needed_for,
})

const mayReadSnapshots = async (ask: ContaboAsk, ref: string): Promise<boolean> => {
  const question = {
    operation: 'retrieveSnapshotList',
    method: 'GET',
    path: snapshotsPath(ref),
    query: { page: 1, size: 1 },
  } as const
  return (await allowed(() => ask.page(question, snapshotSchema))) !== null
}

/** Null where the role does not allow it. */
const allowed = async <T>(read: () => Promise<T>): Promise<T | null> => {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'forbidden') return null
    throw error
  }
}
