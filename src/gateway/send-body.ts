import { ServerResponse } from 'node:http'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FileBody } from '../storage/file-body.ts'

/**
 * Sends an object's bytes. Where the caller hung up before the first of them, a pipeline refuses to begin and leaves the body open:
 * its file would stay open until the garbage is collected.
 */
export const sendBody = async (body: Readable, response: Writable): Promise<void> => {
  try {
    if (body instanceof FileBody && response instanceof ServerResponse) await body.sendTo(response)
    else await pipeline(body, response)
  } finally {
    body.destroy()
  }
}
