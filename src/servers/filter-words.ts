// What lists of servers can be asked for, alone in a file: the web takes these words too, and not the checker of schemas with them.

export const serverSorts = [
  'name',
  '-name',
  'storage_bytes',
  '-storage_bytes',
  'last_backup_at',
  '-last_backup_at',
  'trouble',
  '-trouble',
] as const

export const daysWent = ['good', 'warning', 'missed'] as const

export const postures = [
  'drill_passed',
  'drill_failed',
  'drill_untested',
  'copy_outside',
  'no_copy_outside',
  'files_and_image',
  'one_kind',
  'kit_saved',
  'kit_not_saved',
] as const
