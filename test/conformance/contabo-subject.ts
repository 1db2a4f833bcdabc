import type { ConformanceSubject } from './subject.ts'

/** Contabo for the conformance suite. */
export const contaboSubject: ConformanceSubject = {
  provider: 'contabo',
  operations: {
    createServer: 'createInstance',
    enableNative: 'upgradeInstance',
    changeNativeSchedule: null,
    disableNative: null,
    createSnapshot: 'createSnapshot',
    deleteSnapshot: 'deleteSnapshot',
    convertToSnapshot: null,
    restoreNativeInPlace: null,
    restoreSnapshotInPlace: 'rollbackSnapshot',
    restoreNativeToNew: null,
    restoreSnapshotToNew: null,
    deleteThrowaway: null,
  },
  list_operation: 'retrieveInstancesList',
  get_operation: 'retrieveInstance',
  lockable: ['enableNative', 'createSnapshot', 'deleteSnapshot', 'restoreSnapshotInPlace'],
  fails_silently: ['createSnapshot'],
  new_server: { name: 'web-1', region: 'EU', size: 'V92', image: 'afecbb85-e2fc-46f0-9684-b46b1faf00bb' },
  schedules: null,
  bad_credentials: {
    client_id: 'INT-00000000',
    client_secret: 'not-the-client-secret',
    api_user: 'nobody@example.com',
    api_password: 'not-the-api-password',
  },
  servers_for_two_pages: 150,
}
