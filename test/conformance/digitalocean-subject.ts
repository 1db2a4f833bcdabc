import type { ConformanceSubject } from './subject.ts'

const action = 'dropletActions_post'

export const digitaloceanSubject: ConformanceSubject = {
  provider: 'digitalocean',
  operations: {
    createServer: 'droplets_create',
    enableNative: action,
    changeNativeSchedule: action,
    disableNative: action,
    createSnapshot: action,
    deleteSnapshot: 'images_delete',
    convertToSnapshot: 'imageActions_post',
    restoreNativeInPlace: action,
    restoreSnapshotInPlace: action,
    restoreNativeToNew: 'droplets_create',
    restoreSnapshotToNew: 'droplets_create',
    deleteThrowaway: 'droplets_destroy',
  },
  list_operation: 'droplets_list',
  get_operation: 'droplets_get',
  lockable: [
    'enableNative',
    'changeNativeSchedule',
    'disableNative',
    'createSnapshot',
    'restoreNativeInPlace',
    'restoreSnapshotInPlace',
  ],
  new_server: { name: 'conformance-1', region: 'fra1', size: 's-8vcpu-16gb', image: 'ubuntu-24-04-x64' },
  schedules: [
    { every: 'day', hour: 4 },
    { every: 'week', weekday: 'sunday', hour: 20 },
  ],
  bad_credentials: { token: 'dop_v1_nobody_ever_made_this_token' },
  servers_for_two_pages: 320,
}
