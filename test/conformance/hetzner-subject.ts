import type { ConformanceSubject } from './subject.ts'

/** Hetzner Cloud for the conformance suite. */
export const hetznerSubject: ConformanceSubject = {
  provider: 'hetzner',
  operations: {
    createServer: 'create_server',
    enableNative: 'enable_and_configure_backups_for_server',
    changeNativeSchedule: null,
    disableNative: 'disable_backups_for_server',
    createSnapshot: 'create_image_from_server',
    deleteSnapshot: 'delete_image',
    convertToSnapshot: 'replace_image',
    restoreNativeInPlace: 'rebuild_server_from_image',
    restoreSnapshotInPlace: 'rebuild_server_from_image',
    restoreNativeToNew: 'create_server',
    restoreSnapshotToNew: 'create_server',
    deleteThrowaway: 'delete_server',
  },
  list_operation: 'list_servers',
  get_operation: 'get_server',
  lockable: ['enableNative', 'disableNative', 'createSnapshot', 'restoreNativeInPlace', 'restoreSnapshotInPlace'],
  new_server: { name: 'conformance-1', region: 'fsn1', size: 'cx53', image: 'ubuntu-24.04' },
  schedules: null,
  bad_credentials: { token: 'nobodyEverMadeThisTokenOfSixtyFourCharacters' },
  servers_for_two_pages: 80,
}
