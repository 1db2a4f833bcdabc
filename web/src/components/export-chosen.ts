import { request } from '../api/request.ts'
import type { Server } from '../api/server-types.ts'
import { formatPlural } from '../format/format-plural.ts'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'

/** Downloads the same table as the whole list's, of these servers alone, however many they are. */
export async function exportChosen(servers: readonly Server[]): Promise<void> {
  try {
    const body = { server_ids: servers.map(({ id }) => id) }
    const table = await request<Blob>('/api/servers/export.csv', { method: 'POST', body, file: true })
    const address = URL.createObjectURL(table)
    const link = document.createElement('a')
    link.href = address
    link.download = 'servers.csv'
    link.click()
    // Not at once: some browsers read it only after the click.
    setTimeout(() => URL.revokeObjectURL(address), 10_000)
  } catch (error) {
    showErrorToast(`${formatPlural(servers.length, 'server was', 'servers were')} not exported.`, error)
  }
}
