import type { ServerResponse } from 'node:http'
import type { Reception } from '../repositories/accept-object.ts'
import type { Removal } from '../repositories/remove-object.ts'
import { StorageError } from '../storage/object-store.ts'

/** A status and a line for whoever reads restic's error. */
export type Answer = { status: number; text: string; headers?: Record<string, string> }

const answer = (status: number, text: string, headers?: Record<string, string>): Answer => ({
  status,
  text,
  ...(headers ? { headers } : {}),
})

export const answers = {
  ok: answer(200, ''),
  not_found: answer(404, 'There is nothing here.'),
  unauthenticated: answer(401, 'The credential is unknown, revoked or expired.', {
    'www-authenticate': 'Basic realm="backstay", charset="UTF-8"',
  }),
  other_repository: answer(403, 'The credential belongs to another repository.'),
  not_allowed: answer(403, 'The credential does not allow this.'),
  in_maintenance: answer(403, 'The repository is in maintenance: nothing else may write to it now.'),
  no_lease: answer(403, 'The maintenance of this run has ended.'),
  other_bytes: answer(403, 'There is another object of this name.'),
  wrong_hash: answer(400, 'The bytes are not those that the name stands for.'),
  cut_short: answer(400, 'The upload is shorter or longer than announced.'),
  bad_request: answer(400, 'The request is not one of the protocol.'),
  too_large: answer(413, 'The object is larger than the gateway takes.', { connection: 'close' }),
  bad_range: answer(416, 'The object has no such range.'),
  quota_exceeded: answer(507, 'The quota of the repository is used up.'),
  disk_full: answer(507, 'The storage is full.'),
  busy: answer(503, 'The object is being moved. Try again.', { 'retry-after': '1' }),
  unavailable: answer(503, 'The storage is not available. Try again.', { 'retry-after': '5' }),
  stopping: answer(503, 'The gateway is stopping. Try again.', { 'retry-after': '5', connection: 'close' }),
  failed: answer(500, 'The gateway failed to answer. Its log says why.'),
  damaged: answer(500, 'The object is damaged. A scrub says more.'),
  method_not_allowed: answer(405, 'The protocol has no such method here.', { allow: 'GET, HEAD, POST, DELETE' }),
} as const

export const answerToUpload: Readonly<Record<Reception, Answer>> = {
  accepted: answers.ok,
  known: answers.ok,
  other_bytes: answers.other_bytes,
  busy: answers.busy,
  unknown_credential: answers.unauthenticated,
  in_maintenance: answers.in_maintenance,
  no_lease: answers.no_lease,
  quota_exceeded: answers.quota_exceeded,
}

export const answerToRemoval: Readonly<Record<Removal, Answer>> = {
  removed: answers.ok,
  // Clients repeat what they got no answer to.
  absent: answers.ok,
  not_own: answers.not_allowed,
  unknown_credential: answers.unauthenticated,
  in_maintenance: answers.in_maintenance,
  no_lease: answers.no_lease,
  quota_exceeded: answers.quota_exceeded,
}

/** What a failed store means to the client; null for defects. */
export const answerToFailure = (error: unknown): Answer | null => {
  if (!(error instanceof StorageError)) return null
  switch (error.code) {
    case 'disk_full':
      return answers.disk_full
    case 'cut_short':
      return answers.cut_short
    case 'store_unavailable':
      return answers.unavailable
    default:
      return null
  }
}

export const send = (response: ServerResponse, { status, text, headers }: Answer): void => {
  // The client hung up, or the answer is on its way already: all that is left is to end it.
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const body = text === '' ? '' : `${text}\n`
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...headers,
  })
  response.end(body)
}
