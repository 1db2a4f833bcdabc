import type { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'

export type WorkerRequest =
  | { kind: 'write'; id: number; fd: number | null; buffer: ArrayBuffer; length: number }
  | { kind: 'digest'; id: number }
  | { kind: 'forget'; id: number }
export type WorkerReply =
  | { kind: 'taken'; id: number; buffer: ArrayBuffer }
  | { kind: 'failed'; id: number; buffer: ArrayBuffer; code: string | null; message: string }
  | { kind: 'done'; id: number; sha256: string }

export type Hashed = { readonly bytes: number; readonly sha256: string }

/** Hashes streams, and writes them to files, in threads of their own, so that the event loop only passes buffers on. */
export type HashingPool = {
  /** Takes a stream to its end, through at most two buffers. `fd`: where it is also written. Errors carry Node's `code`. */
  take(body: Readable, fd: number | null): Promise<Hashed>
  close(): Promise<void>
}

/** A message each would cost more than the hashing: chunks of a socket are collected to this. */
const bufferBytes = 256 * 1024
const mostInFlight = 2
const mostSpare = 32

type Thread = { worker: Worker; streams: Map<number, Stream> }
type Stream = { onReply(reply: WorkerReply): void; onLost(error: Error): void }

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
    worker.on('message', (reply: WorkerReply) => thread.streams.get(reply.id)?.onReply(reply))
    worker.on('error', lose)
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
      const stream = openStream(leastBusy(), lastId, fd, spare)
      try {
        for await (const chunk of body) await stream.write(asBytes(chunk))
        return await stream.finish()
      } finally {
        await stream.end()
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

/** One stream in one thread. Buffers travel there and back, so nothing is copied between threads. */
const openStream = (thread: Thread, id: number, fd: number | null, spare: ArrayBuffer[]) => {
  let [buffer, filled, bytes, inFlight]: [ArrayBuffer | null, number, number, number] = [null, 0, 0, 0]
  let failure: Error | null = null
  let sha256: string | null = null
  let wake: (() => void) | null = null

  const giveBack = (free: ArrayBuffer) => {
    if (spare.length < mostSpare) spare.push(free)
  }
  const settle = () => {
    wake?.()
    wake = null
  }
  const stream: Stream = {
    onReply: (reply) => {
      if (reply.kind === 'done') sha256 = reply.sha256
      else {
        inFlight -= 1
        giveBack(reply.buffer)
        if (reply.kind === 'failed') failure ??= Object.assign(new Error(reply.message), { code: reply.code })
      }
      settle()
    },
    onLost: (error) => {
      failure ??= error
      inFlight = 0
      settle()
    },
  }
  thread.streams.set(id, stream)

  const until = async (holds: () => boolean) => {
    while (!holds() && failure === null)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    if (failure !== null) throw failure
  }
  const send = async () => {
    if (buffer === null) return
    await until(() => inFlight < mostInFlight)
    const request: WorkerRequest = { kind: 'write', id, fd, buffer, length: filled }
    inFlight += 1
    bytes += filled
    thread.worker.postMessage(request, [buffer])
    buffer = null
    filled = 0
  }
  return {
    write: async (chunk: Uint8Array) => {
      for (let taken = 0; taken < chunk.length; ) {
        buffer ??= spare.pop() ?? new ArrayBuffer(bufferBytes)
        const part = chunk.subarray(taken, taken + bufferBytes - filled)
        new Uint8Array(buffer, filled).set(part)
        filled += part.length
        taken += part.length
        if (filled === bufferBytes) await send()
      }
    },
    finish: async (): Promise<Hashed> => {
      await send()
      thread.worker.postMessage({ kind: 'digest', id } satisfies WorkerRequest)
      await until(() => sha256 !== null)
      return { bytes, sha256: sha256 ?? '' }
    },
    /** Resolves when the thread writes no more: the number of the file could be another file's after that. */
    end: async () => {
      while (inFlight > 0)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      thread.streams.delete(id)
      if (buffer !== null) giveBack(buffer)
      buffer = null
      if (sha256 === null) thread.worker.postMessage({ kind: 'forget', id } satisfies WorkerRequest)
    },
  }
}
