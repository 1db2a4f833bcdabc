/** Settings that keep data safe and the socket private: on the command line, so that no file can weaken them. */
export const fixedSettings = (socketDir: string, port: number, durability: 'full' | 'none'): string[] =>
  Object.entries({
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    port: String(port),
    fsync: durability === 'full' ? 'on' : 'off',
    full_page_writes: durability === 'full' ? 'on' : 'off',
    synchronous_commit: durability === 'full' ? 'on' : 'off',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])

/** Chosen for a small idle footprint (few processes, little shared memory) that still serves a hundred thousand servers. */
const defaults: Record<string, string> = {
  max_connections: '60',
  shared_buffers: '64MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  huge_pages: 'off',
  jit: 'off',
  random_page_cost: '1.1',
  // The default starts three processes that only read ahead.
  io_method: 'sync',
  max_worker_processes: '4',
  max_parallel_workers: '2',
  autovacuum_max_workers: '2',
  // No replication from here: less to write, and no launcher process. Who wants replicas brings a server of their own.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_replication_slots: '0',
  max_logical_replication_workers: '0',
  min_wal_size: '80MB',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  log_checkpoints: 'off',
  // Notices that a client is gone even in the middle of a long query, so that a killed Backstay leaves no locks behind.
  client_connection_check_interval: '10s',
  log_line_prefix: '%m [%p] ',
  log_timezone: 'UTC',
  timezone: 'UTC',
  lc_messages: 'C',
  // Failed statements can hold people's data; the caller logs the error itself.
  log_min_error_statement: 'panic',
}

const header = `# Written anew by Backstay at every start. Settings of your own survive in postgresql.auto.conf (ALTER SYSTEM).
`

/** The text of postgresql.conf. */
export const serverSettings = (overrides: Record<string, string> = {}): string =>
  header +
  Object.entries({ ...defaults, ...overrides })
    .map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`)
    .join('')

/**
 * The text of pg_hba.conf. `trust` is exact here: the socket lies in a folder of mode 0700, itself of mode 0700, so whoever
 * gets to it could read the database's files as well. There is no TCP.
 */
export const accessRules = '# Written anew by Backstay at every start.\nlocal all all trust\n'
