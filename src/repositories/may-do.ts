import type { ObjectType } from '../storage/object-store.ts'
import type { CredentialRights } from './issue-credential.ts'

export type Deed = 'read' | 'create' | 'delete' | 'delete_own' | 'read_trashed' | 'create_repository'

const all: readonly ObjectType[] = ['config', 'keys', 'locks', 'data', 'index', 'snapshots']
const none: readonly ObjectType[] = []

/** What a credential may do to which objects. The config is never removed: without it nothing can be read again. */
export const rightsTable: Readonly<Record<CredentialRights, Readonly<Record<Deed, readonly ObjectType[]>>>> = {
  init: {
    read: all,
    read_trashed: none,
    create: ['config', 'keys', 'locks'],
    delete: none,
    delete_own: ['locks'],
    create_repository: ['config'],
  },
  backup: {
    read: all,
    read_trashed: none,
    create: ['data', 'index', 'snapshots', 'locks'],
    delete: none,
    delete_own: ['locks'],
    create_repository: none,
  },
  // A restore goes on while maintenance puts away what it reads.
  read: { read: all, read_trashed: all, create: none, delete: none, delete_own: none, create_repository: none },
  // While its run holds the maintenance lease.
  maintenance: {
    read: all,
    read_trashed: none,
    create: ['keys', 'data', 'index', 'snapshots', 'locks'],
    delete: ['keys', 'data', 'index', 'snapshots', 'locks'],
    delete_own: none,
    create_repository: none,
  },
}

export const mayDo = (rights: CredentialRights, deed: Deed, type: ObjectType): boolean =>
  rightsTable[rights][deed].includes(type)
