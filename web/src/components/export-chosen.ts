import type { Server } from '../api/server-types.ts'

/** As many as an address has room for. */
export const mostExported = 200

/** Downloads the same table as the whole list's, of these servers alone. */
export function exportChosen(servers: readonly Server[]): void {
  const link = document.createElement('a')
  link.href = `/api/servers/export.csv?server_ids=${servers.map(({ id }) => id).join(',')}`
  link.download = 'servers.csv'
  link.click()
}
