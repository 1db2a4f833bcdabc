import { once } from 'node:events'
import { pipeline, type Readable, Transform } from 'node:stream'
import type { RepositoryRead } from './read-repository.ts'

/**
 * What restic writes, as a stream that ends well only when restic does. Resolves at the first byte; throws where restic failed
 * before that. Destroying the stream ends restic.
 */
export const wholeOrBroken = async ({ stdout, result }: RepositoryRead): Promise<Readable> => {
  const body = new Transform({
    transform: (chunk, _encoding, done) => done(null, chunk),
    flush: (done) => {
      result.then(
        ({ exit, error_message }) =>
          done(exit.code === 'succeeded' ? null : new Error(`restic ended early: ${error_message ?? exit.code}`)),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      )
    },
  })
  pipeline(stdout, body, () => undefined)
  // An empty file is readable too: its end is.
  await once(body, 'readable')
  return body
}
