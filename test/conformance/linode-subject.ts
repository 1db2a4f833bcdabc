import type { ConformanceSubject } from './subject.ts'

/** Linode for the conformance suite. */
export const linodeSubject: ConformanceSubject = {
  provider: 'linode',
  operations: {
    createServer: 'post-linode-instance',
    enableNative: 'post-enable-backups',
    changeNativeSchedule: 'put-linode-instance',
    disableNative: 'post-cancel-backups',
    createSnapshot: 'post-snapshot',
    deleteSnapshot: null,
    convertToSnapshot: null,
    restoreNativeInPlace: 'post-restore-backup',
    restoreSnapshotInPlace: 'post-restore-backup',
    restoreNativeToNew: 'post-linode-instance',
    restoreSnapshotToNew: 'post-linode-instance',
    deleteThrowaway: 'delete-linode-instance',
  },
  list_operation: 'get-linode-instances',
  get_operation: 'get-linode-instance',
  lockable: ['enableNative', 'disableNative', 'createSnapshot', 'restoreNativeInPlace', 'restoreSnapshotInPlace'],
  new_server: { name: 'conformance-1', region: 'eu-central', size: 'g6-standard-4', image: 'linode/ubuntu24.04' },
  schedules: [
    { every: 'day', hour: 4 },
    { every: 'day', weekday: 'sunday', hour: 20 },
  ],
  bad_credentials: { token: 'nobody-ever-made-this-token' },
  servers_for_two_pages: 620,
}
