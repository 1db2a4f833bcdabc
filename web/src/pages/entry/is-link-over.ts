import { ApiError } from '../../api/api-error.ts'

/** Whether a link was used, withdrawn or has run out: trying again changes nothing. */
export function isLinkOver(error: Error): boolean {
  return error instanceof ApiError && (error.status === 410 || error.status === 404)
}
