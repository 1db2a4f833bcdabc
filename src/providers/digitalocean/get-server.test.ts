import { expect, test } from 'vitest'
import type { Api } from '../api.ts'
import { type FailureKind, ProviderError } from '../provider-error.ts'
import { getServer } from './get-server.ts'

const droplet = { id: 7, name: 'web-01', status: 'active', locked: false, features: ['backups'], image: { id: 1 } }

/** Shows the droplet, and fails for its policy. */
const apiWithout = (kind: FailureKind): Api => ({
  read: async (operation, _path, schema) => {
    if (operation === 'getDroplet') return schema.parse({ droplet })
    throw new ProviderError('no policy', { kind, effect: 'none', retry_after_ms: null })
  },
  change: async () => expect.unreachable(),
})

test.each(['not_found', 'forbidden'] as const)(
  'a policy that is %s leaves what the server itself tells',
  async (kind) => {
    expect(await getServer(apiWithout(kind), '7')).toMatchObject({ ref: '7', native: { state: 'on', schedule: null } })
  },
)

test('a policy that does not come is no answer at all', async () => {
  await expect(getServer(apiWithout('retry'), '7')).rejects.toMatchObject({ kind: 'retry' })
})
