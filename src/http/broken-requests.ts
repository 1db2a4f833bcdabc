import { ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { AppError } from '../lib/errors.ts'
import { errorBody } from './errors.ts'

/** Answers what Node could not read as HTTP: there is no request object, only the socket. */
export const answerBrokenRequest = (requestId: string, error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable || isReplying(socket)) return void socket.destroy()
  const { status, message } = answers[error.code ?? ''] ?? notHttp
  const body = errorBody(new AppError('invalid_request', { message }), requestId)
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      `x-request-id: ${requestId}`,
      '',
      body,
    ].join('\r\n'),
  )
}

/** True while a reply is under way: text of ours would end up inside it. Node's own answer to broken requests asks the same. */
const isReplying = (socket: Socket): boolean => {
  const reply: unknown = Reflect.get(socket, '_httpMessage')
  return reply instanceof ServerResponse && reply.headersSent
}

const notHttp = { status: 400, message: 'This is not a valid HTTP request. Check its first line and headers.' }

const answers: Record<string, { status: number; message: string }> = {
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The headers are larger than 16 KiB. Send fewer or shorter ones.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: 'The request took too long to arrive. Send it again.' },
}
