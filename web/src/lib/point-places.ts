import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import type { Repository } from '../../../src/repositories/schema.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { nameAndDomain } from './name-and-domain.ts'
import { placeOf } from './provider-facts.ts'

type Given = {
  server: Pick<Server, 'provider' | 'region'>
  provider: Pick<ProviderSummary, 'label' | 'snapshot'> | undefined
  repository: Pick<Repository, 'storage_location'> | undefined
  /** Of the backups that are shown. */
  methods: readonly RecoveryPoint['method'][]
}

/** Where the backups of a server lie, kind by kind; null where none is shown. */
export function pointPlaces({ server, provider, repository, methods }: Given): string | null {
  const has = (method: RecoveryPoint['method']) => methods.includes(method)
  const beside = provider?.snapshot?.same_disk ? ', beside its own disk and lost with it' : ''
  const location = repository?.storage_location
  const lines = [
    has('native') ? `Images lie at ${placeOf(server)}.` : null,
    has('snapshot') ? `Snapshots lie at ${placeOf(server)}${beside}.` : null,
    has('files') && location ? `Files lie in ${nameAndDomain(location)}.` : null,
  ].filter((line) => line !== null)
  return lines.length === 0 ? null : lines.join(' ')
}
