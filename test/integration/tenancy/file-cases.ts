import type { Target } from './world.ts'

const ofPoint = (rest: string) => (t: Target) => `/api/recovery-points/${t.recovery_point_id}/${rest}`

/** This recovery point has no repository, so those who may hear that there are no files to be had. */
export const fileCases = {
  'GET /api/recovery-points/:recovery_point_id/files': [
    { allowed: 'viewer' as const, status: 409, path: ofPoint('files') },
  ],
  'GET /api/recovery-points/:recovery_point_id/file-versions': [
    { allowed: 'viewer' as const, status: 409, path: ofPoint('file-versions?path=/etc') },
  ],
  'GET /api/recovery-points/:recovery_point_id/download': [
    { allowed: 'manager' as const, status: 409, path: ofPoint('download?path=/etc') },
  ],
  'GET /api/servers/:server_id/files': [
    { allowed: 'viewer' as const, status: 200, path: (t: Target) => `/api/servers/${t.server_id}/files?q=a` },
  ],
}
