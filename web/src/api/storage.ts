import type {
  ChangeStorageLocationInput,
  RecoveryKit,
  Repository,
  StorageLocation,
  StoragePrice,
} from '../../../src/repositories/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import { useChange } from './use-change.ts'
import { useCreate } from './use-create.ts'
import { useList } from './use-list.ts'

/** Where repositories lie, for operators. */
export function useStorageLocations() {
  return useList<StorageLocation>(keys.storageLocations, '/api/storage-locations', { limit: 200 })
}

/** The repositories somebody may see, each with what is in it. */
export function useRepositories(filters: { server_id?: string }, options: { enabled?: boolean; limit?: number } = {}) {
  return useList<Repository>(keys.repositories(filters), '/api/repositories', { query: filters, ...options })
}

export type NewStorageLocation = {
  name: string
  kind: 'disk' | 's3'
  disk?: { path: string }
  s3?: { endpoint: string | null; region: string; bucket: string; prefix: string; path_style: boolean }
  credentials?: { access_key_id: string; secret_access_key: string }
  failure_domain: string
  is_default: boolean
  price: StoragePrice | null
}

const changed = [['storage_location'], ['repository'], ['audit_event']] as const

export function useCreateStorageLocation() {
  return useCreate<NewStorageLocation, StorageLocation>('/api/storage-locations', changed)
}

export function useChangeStorageLocation() {
  return useChange(
    ({ id, ...input }: ChangeStorageLocationInput & { id: string }) =>
      request<StorageLocation>(`/api/storage-locations/${encodeURIComponent(id)}`, { method: 'PATCH', body: input }),
    changed,
  )
}

/** Reading the kit leaves an audit event, so it is asked for by a press and kept nowhere. */
export function useReadRecoveryKit() {
  return useChange(
    (repositoryId: string) =>
      request<RecoveryKit>(`/api/repositories/${encodeURIComponent(repositoryId)}/recovery-kit`),
    [['audit_event']],
  )
}
