import type { ConformanceSubject } from './subject.ts'

/** Vultr for the conformance suite. */
export const vultrSubject: ConformanceSubject = {
  provider: 'vultr',
  operations: {
    createServer: 'create-instance',
    enableNative: 'update-instance',
    changeNativeSchedule: 'create-instance-backup-schedule',
    disableNative: 'update-instance',
    createSnapshot: 'create-snapshot',
    deleteSnapshot: 'delete-snapshot',
    convertToSnapshot: null,
    restoreNativeInPlace: 'restore-instance',
    restoreSnapshotInPlace: 'restore-instance',
    restoreNativeToNew: null,
    restoreSnapshotToNew: 'create-instance',
    deleteThrowaway: 'delete-instance',
  },
  list_operation: 'list-instances',
  get_operation: 'get-instance',
  lockable: [
    'enableNative',
    'changeNativeSchedule',
    'disableNative',
    'createSnapshot',
    'restoreNativeInPlace',
    'restoreSnapshotInPlace',
  ],
  // Vultr has no word for a server that does not get ready.
  fails_silently: ['createServer', 'restoreNativeInPlace', 'restoreSnapshotInPlace', 'restoreSnapshotToNew'],
  new_server: { name: 'conformance-1', region: 'fra', size: 'vhf-8c-32gb', image: '2284' },
  schedules: [
    { every: 'day', hour: 4 },
    { every: 'week', weekday: 'sunday', hour: 20 },
  ],
  bad_credentials: { api_key: 'NOBODYEVERMADETHISKEY0123456789ABCDE' },
  servers_for_two_pages: 620,
}
