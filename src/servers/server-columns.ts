import type { Server } from './schema.ts'

/** A server as a line of a table for spreadsheets. Alone in a file: the web writes down what is checked by the same columns. */
export const serverColumns: Record<
  string,
  (server: Omit<Server, 'provider'> & { provider: string }) => string | number | boolean | null
> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  organization: ({ organization_name }) => organization_name,
  provider: ({ provider }) => provider,
  provider_id: ({ provider_ref }) => provider_ref,
  region: ({ region }) => region,
  size: ({ size }) => size,
  plan_type: ({ plan_type }) => plan_type,
  status: ({ status }) => status,
  critical: ({ critical }) => critical,
  backups_enabled: ({ backups_enabled }) => backups_enabled,
  methods: ({ protections }) =>
    protections
      .filter(({ desired_state }) => desired_state === 'on')
      .map(({ method }) => method)
      .join(' '),
  retention_days: ({ protections }) =>
    Math.max(...protections.map(({ retention_days }) => retention_days ?? 0), 0) || null,
  rpo_status: ({ rpo_status }) => rpo_status,
  last_backup_at: ({ last_backup_at }) => last_backup_at,
  recovery_points: ({ recovery_points }) => recovery_points,
  storage_bytes: ({ storage_bytes }) => storage_bytes,
}
