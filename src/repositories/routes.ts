import { defineRoute, type Route } from '../route.ts'
import { changeStorageLocation } from './change-storage-location.ts'
import { createStorageLocation } from './create-storage-location.ts'
import { getRecoveryKit } from './get-recovery-kit.ts'
import { getRepository } from './get-repository.ts'
import { listRepositories } from './list-repositories.ts'
import { listStorageLocations } from './list-storage-locations.ts'
import {
  ChangeStorageLocationInput,
  CreateStorageLocationInput,
  ListRepositoriesQuery,
  ListStorageLocationsQuery,
  RecoveryKit,
  Repository,
  RepositoryPage,
  RepositoryParams,
  StorageLocation,
  StorageLocationPage,
  StorageLocationParams,
} from './schema.ts'

const tag = 'Repositories'
const storageTag = 'Storage locations'

export const repositoryRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/repositories',
    operation_id: 'listRepositories',
    tag,
    summary: 'List the repositories of your organizations’ servers, or all for operators',
    access: 'signed_in',
    query: ListRepositoriesQuery,
    reply: { status: 200, body: RepositoryPage },
    errors: ['invalid_cursor'],
    handle: (ctx, input) => listRepositories(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/repositories/:repository_id',
    operation_id: 'getRepository',
    tag,
    summary: 'Get a repository: how much is in it, and when it was checked',
    access: 'signed_in',
    params: RepositoryParams,
    reply: { status: 200, body: Repository },
    errors: ['not_found'],
    handle: (ctx, input) => getRepository(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/repositories/:repository_id/recovery-kit',
    operation_id: 'getRecoveryKit',
    tag,
    summary: 'Get what it takes to restore without Backstay: password, address and commands',
    access: 'signed_in',
    params: RepositoryParams,
    reply: { status: 200, body: RecoveryKit },
    errors: ['not_found', 'forbidden'],
    handle: (ctx, input) => getRecoveryKit(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/storage-locations',
    operation_id: 'listStorageLocations',
    tag: storageTag,
    summary: 'List where repositories lie',
    access: 'operator',
    query: ListStorageLocationsQuery,
    reply: { status: 200, body: StorageLocationPage },
    errors: ['invalid_cursor'],
    handle: (ctx, input) => listStorageLocations(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/storage-locations',
    operation_id: 'createStorageLocation',
    tag: storageTag,
    summary: 'Add a folder or a bucket where repositories can lie, once something could be written there and read back',
    access: 'operator',
    body: CreateStorageLocationInput,
    reply: { status: 201, body: StorageLocation },
    errors: ['already_exists', 'storage_unusable'],
    commits_in_steps: true,
    handle: (ctx, input) => createStorageLocation(ctx, input),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/storage-locations/:storage_location_id',
    operation_id: 'changeStorageLocation',
    tag: storageTag,
    summary:
      'Rename a storage location, enter what it costs, make it the default, or give it new keys once the bucket has accepted them',
    access: 'operator',
    params: StorageLocationParams,
    body: ChangeStorageLocationInput,
    reply: { status: 200, body: StorageLocation },
    errors: ['not_found', 'already_exists', 'storage_unusable'],
    commits_in_steps: true,
    handle: (ctx, input) => changeStorageLocation(ctx, input),
  }),
]
