import { request } from './request.ts'
import type { RunLogLine } from './run-types.ts'
import type { List } from './types.ts'

/** All lines of a run's log at once, as a text to keep. */
export async function readRunLog(id: string): Promise<string> {
  const lines: RunLogLine[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await request<List<RunLogLine>>(`/api/runs/${encodeURIComponent(id)}/log`, {
      query: { cursor, limit: 200 },
    })
    lines.push(...page.data)
    cursor = page.next_cursor
  }
  return lines.map(({ at, level, message }) => `${at} ${level.padEnd(7)} ${message}\n`).join('')
}
