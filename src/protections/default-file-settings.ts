import { BackupScope } from '../agent-protocol/messages.ts'

/**
 * What a new file protection takes: the machine's own file system, without what can be had again or is nobody's work. Other
 * file systems mounted into it are left out until somebody names their paths.
 */
export const defaultFileSettings = (): BackupScope =>
  BackupScope.parse({
    paths: ['/'],
    excludes: [
      '/dev',
      '/proc',
      '/run',
      '/sys',
      '/tmp',
      '/var/tmp',
      '/var/cache',
      '/var/lib/docker/overlay2',
      '/var/lib/containerd',
      '/var/lib/backstay-agent/cache',
      '/swapfile',
      'lost+found',
    ],
  })
