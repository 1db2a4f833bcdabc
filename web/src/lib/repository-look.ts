import type { Repository } from '../../../src/repositories/schema.ts'
import { type StateLook, states } from '../ui/marks/states.ts'

type Facts = Pick<
  Repository,
  'initialized_at' | 'damaged_objects' | 'last_check_outcome' | 'last_checked_at' | 'in_maintenance_until'
>

/** How a repository stands, in one word: the worst that was found, else what is being done, else whether it was looked at. */
export function repositoryLook(repository: Facts): StateLook {
  const looks = states.repository
  if (repository.damaged_objects > 0) return looks.damaged
  if (repository.last_check_outcome === 'failed') return looks.check_failed
  if (repository.in_maintenance_until !== null) return looks.maintenance
  if (repository.initialized_at === null) return looks.making
  return repository.last_checked_at === null ? looks.unchecked : looks.checked
}

/** How a storage location stands, by the repositories that lie there. */
export function locationLook(repositories: readonly Facts[]): StateLook {
  const looks = states.storage_location
  if (repositories.length === 0) return looks.empty
  if (repositories.some((one) => one.damaged_objects > 0)) return looks.damaged
  if (repositories.some((one) => one.last_check_outcome === 'failed')) return looks.check_failed
  return repositories.some((one) => one.last_checked_at !== null) ? looks.in_order : looks.unchecked
}
