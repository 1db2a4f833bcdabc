import type { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import { type Hashed, openHashing, type Thread } from './hashing.ts'

/** Hashes streams, and writes them to files, in threads of their own, so that the event loop only passes buffers on. */
export type HashingPool = {
  /** Takes a stream to its end, through at most two buffers. `fd`: where it is also written. Errors carry Node's `code`. */
  take(body: Readable, fd: number | null): Promise<Hashed>
  close(): Promise<void>
}

/** Threads start with the first stream. */
export const createHashingPool = (options: { threads: number }): HashingPool => {
  const threads: Thread[] = []
  const spare: ArrayBuffer[] = []
  let lastId = 0
  let closed = false

  const startThread = (): Thread => {
    const worker = new Worker(new URL('./hash-worker.ts', import.meta.url), { name: 'hashing' })
    const thread: Thread = { worker, streams: new Map() }
    const lose = (error: Error) => {
      const index = threads.indexOf(thread)
      if (index >= 0) threads.splice(index, 1)
      for (const stream of [...thread.streams.values()]) stream.onLost(error)
    }
    worker.on('message', (reply) => thread.streams.get(reply.id)?.onReply(reply))
    worker.on('error', (error) => lose(error instanceof Error ? error : new Error(String(error))))
    worker.on('exit', () => lose(new Error('The thread that hashes ended.')))
    // The listener keeps the process alive, not an idle thread.
    worker.unref()
    threads.push(thread)
    return thread
  }

  const leastBusy = (): Thread => {
    if (threads.length < options.threads) return startThread()
    return threads.reduce((a, b) => (b.streams.size < a.streams.size ? b : a))
  }

  return {
    take: async (body, fd) => {
      if (closed) throw new Error('The hashing pool is closed.')
      lastId += 1
      const hashing = openHashing(leastBusy(), lastId, fd, spare)
      try {
        for await (const chunk of body) await hashing.write(asBytes(chunk))
        return await hashing.finish()
      } finally {
        await hashing.end()
      }
    },
    close: async () => {
      closed = true
      await Promise.all(threads.splice(0).map(({ worker }) => worker.terminate()))
    },
  }
}

const asBytes = (chunk: unknown): Uint8Array => {
  if (chunk instanceof Uint8Array) return chunk
  throw new TypeError('Only streams of bytes are hashed.')
}
