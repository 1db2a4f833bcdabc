import type { Worker } from 'node:worker_threads'

export type Hashed = { readonly bytes: number; readonly sha256: string }

export type WorkerRequest =
  | { kind: 'write'; id: number; fd: number | null; buffer: ArrayBuffer; length: number }
  | { kind: 'digest'; id: number }
  | { kind: 'forget'; id: number }
export type WorkerReply =
  | { kind: 'taken'; id: number; buffer: ArrayBuffer }
  | { kind: 'failed'; id: number; buffer: ArrayBuffer; code: string | null; message: string }
  | { kind: 'done'; id: number; sha256: string }

export type Thread = {
  worker: Worker
  streams: Map<number, { onReply(reply: WorkerReply): void; onLost(error: Error): void }>
}

/** A message each would cost more than the hashing: chunks of a socket are collected to this. */
const bufferBytes = 256 * 1024
const mostInFlight = 2
const mostSpare = 32

/** One stream in one thread. Buffers travel there and back, so nothing is copied between threads. */
export const openHashing = (thread: Thread, id: number, fd: number | null, spare: ArrayBuffer[]) => {
  const collecting = createCollecting(spare)
  const flight = watchReplies(thread, id, collecting.giveBack)
  let bytes = 0

  const send = async () => {
    await flight.until(() => flight.count() < mostInFlight)
    const full = collecting.take()
    if (full === null) return
    bytes += full.length
    flight.begin()
    thread.worker.postMessage({ kind: 'write', id, fd, ...full } satisfies WorkerRequest, [full.buffer])
  }
  return {
    write: async (chunk: Uint8Array): Promise<void> => {
      for (let rest = chunk; rest.length > 0; ) {
        rest = collecting.fill(rest)
        if (collecting.isFull()) await send()
      }
    },
    finish: async (): Promise<Hashed> => {
      await send()
      thread.worker.postMessage({ kind: 'digest', id } satisfies WorkerRequest)
      await flight.until(() => flight.sha256() !== null)
      return { bytes, sha256: flight.sha256() ?? '' }
    },
    /** Resolves when the thread writes no more: the number of the file could be another file's after that. */
    end: async (): Promise<void> => {
      await flight.landed()
      thread.streams.delete(id)
      const left = collecting.take()
      if (left !== null) collecting.giveBack(left.buffer)
      if (flight.sha256() === null) thread.worker.postMessage({ kind: 'forget', id } satisfies WorkerRequest)
    },
  }
}

const createCollecting = (spare: ArrayBuffer[]) => {
  let buffer: ArrayBuffer | null = null
  let length = 0
  return {
    /** Resolves with what did not fit. */
    fill: (chunk: Uint8Array): Uint8Array => {
      buffer ??= spare.pop() ?? new ArrayBuffer(bufferBytes)
      const part = chunk.subarray(0, bufferBytes - length)
      new Uint8Array(buffer, length).set(part)
      length += part.length
      return chunk.subarray(part.length)
    },
    isFull: () => length === bufferBytes,
    take: (): { buffer: ArrayBuffer; length: number } | null => {
      if (buffer === null) return null
      const taken = { buffer, length }
      buffer = null
      length = 0
      return taken
    },
    giveBack: (free: ArrayBuffer): void => {
      if (spare.length < mostSpare) spare.push(free)
    },
  }
}

/** What the thread answers, and waiting for it. */
const watchReplies = (thread: Thread, id: number, giveBack: (buffer: ArrayBuffer) => void) => {
  let [inFlight, failure, sha256]: [number, Error | null, string | null] = [0, null, null]
  let wake: (() => void) | null = null
  const settle = () => {
    wake?.()
    wake = null
  }
  const nextReply = () =>
    new Promise<void>((resolve) => {
      wake = resolve
    })
  thread.streams.set(id, {
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
  })
  return {
    count: () => inFlight,
    sha256: () => sha256,
    begin: () => {
      inFlight += 1
    },
    /** Throws what the thread failed with. */
    until: async (holds: () => boolean): Promise<void> => {
      while (failure === null && !holds()) await nextReply()
      if (failure !== null) throw failure
    },
    landed: async (): Promise<void> => {
      while (inFlight > 0) await nextReply()
    },
  }
}
