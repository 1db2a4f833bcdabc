import type { FastifyReply } from 'fastify'

/** Aborted when the connection closes, or the reply is out: nobody waits for this request any more. */
export const goneSignal = ({ raw }: FastifyReply): AbortSignal => {
  const controller = new AbortController()
  if (raw.closed || raw.destroyed) controller.abort()
  else raw.once('close', () => controller.abort())
  return controller.signal
}
