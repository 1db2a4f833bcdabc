import { ApiError } from '../api/api-error.ts'
import { now } from '../lib/clock.ts'

/** What a person hands to whoever looks after the installation. It holds no secret. */
export function errorDetails(title: string, error: unknown): string {
  const lines = [title, `page: ${location.pathname}`, `time: ${now().toISOString()}`]
  if (error instanceof ApiError) {
    lines.push(
      `status: ${error.status}`,
      `code: ${error.code}`,
      `message: ${error.message}`,
      `request_id: ${error.requestId ?? 'none'}`,
    )
  } else if (error instanceof Error) {
    lines.push(`error: ${error.message}`, error.stack ?? '')
  }
  return lines.join('\n')
}
