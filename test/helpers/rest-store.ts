import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/**
 * The least of restic's REST protocol over a folder, for tests of those who use it: no rights, no journal. `delay_ms` makes each
 * upload take its time.
 */
export const createRestStore = (folder: string) => {
  const knobs = { refuse: null as number | null, hold: null as Promise<void> | null }
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, , id = '', type = '', name = ''] = new URL(request.url ?? '', 'http://x').pathname.split('/')
    const end = (status: number) => void response.writeHead(status).end()
    if (knobs.refuse !== null) return end(knobs.refuse)
    if (type === '' && request.method === 'POST') return end(200)
    const isConfig = type === 'config'
    const path = isConfig ? join(folder, id, 'config') : join(folder, id, type, name)
    if (name === '' && !isConfig) {
      const names = await readdir(path).catch(() => [])
      const rows = await Promise.all(
        names.map(async (one) => ({ name: one, size: (await stat(join(path, one))).size })),
      )
      response.writeHead(200, { 'content-type': 'application/vnd.x.restic.rest.v2' }).end(JSON.stringify(rows))
      return
    }
    if (request.method === 'POST') {
      if (type === 'data') await knobs.hold
      await mkdir(join(path, '..'), { recursive: true })
      const partial = join(folder, randomBytes(8).toString('hex'))
      await pipeline(request, createWriteStream(partial))
      await rename(partial, path)
      return end(200)
    }
    const facts = await stat(path).catch(() => null)
    if (facts === null) return end(404)
    if (request.method === 'DELETE') {
      await rm(path, { force: true })
      return end(200)
    }
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
    const start = Number(first ?? 0)
    const stop = last ? Math.min(Number(last), facts.size - 1) : facts.size - 1
    response.writeHead(first === undefined ? 200 : 206, { 'content-length': stop - start + 1 })
    if (request.method === 'HEAD' || facts.size === 0) response.end()
    else await pipeline(createReadStream(path, { start, end: stop }), response)
  }
  return { handle, knobs, folder }
}
