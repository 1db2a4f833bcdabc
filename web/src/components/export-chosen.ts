import { csvLine } from '../../../src/lib/csv-line.ts'
import { serverColumns } from '../../../src/servers/server-columns.ts'
import type { Server } from '../api/server-types.ts'
import { downloadText } from '../lib/download-text.ts'

/** The same table as the whole list's, of these servers alone. They are here already, so nobody is asked. */
export function exportChosen(servers: readonly Server[]): void {
  const lines = servers.map((server) => csvLine(Object.values(serverColumns).map((cell) => cell(server))))
  downloadText('servers.csv', [csvLine(Object.keys(serverColumns)), ...lines].join(''), 'text/csv')
}
