import { close, read } from 'node:fs'
import { Readable, type Writable } from 'node:stream'
import { promisify } from 'node:util'
import { StorageError } from './object-store.ts'
import { storageFailure } from './storage-failure.ts'

// The calls with numbers of files: those with promises of their own cost several times as much for each chunk.
const readFd = promisify(read)

const chunkBytes = 256 * 1024
const mostSpare = 32

/** Buffers that nobody uses: new ones for each chunk cost more than all else that is done with a file. */
const spare: Buffer[] = []
const takeBuffer = (): Buffer => spare.pop() ?? Buffer.allocUnsafeSlow(chunkBytes)

/** An open file from one byte to another, which it closes in the end: a stream, or sent on as cheaply as can be. */
export class FileBody extends Readable {
  readonly #fd: number
  readonly #end: number
  #at: number
  #reading: Promise<unknown> = Promise.resolve()

  constructor(fd: number, { first, last }: { first: number; last: number }) {
    super({ highWaterMark: chunkBytes })
    this.#fd = fd
    this.#at = first
    this.#end = last + 1
  }

  /**
   * Writes all of it, through two buffers that take turns: one is filled while the other is on its way. A buffer is used again
   * once its write has been called back, which is when the system, or the cipher, has taken the bytes over. After a failure
   * nobody can tell, and the buffers are left to the garbage collector. For connections: a PassThrough calls back at once and
   * keeps the buffer.
   */
  async sendTo(sink: Writable): Promise<void> {
    const buffers = [takeBuffer(), takeBuffer()] as const
    try {
      let sent = Promise.resolve()
      for (let turn = 0; ; turn += 1) {
        const filled = await this.#fill(buffers[turn % 2 === 0 ? 0 : 1])
        await sent
        if (filled.length === 0) break
        sent = write(sink, filled)
        // It is waited for in the next turn; until then it must not end the process.
        sent.catch(() => undefined)
      }
      sink.end()
      if (spare.length < mostSpare) spare.push(...buffers)
    } finally {
      this.destroy()
    }
  }

  override _read(): void {
    this.#fill(Buffer.allocUnsafeSlow(chunkBytes)).then(
      (filled) => this.push(filled.length === 0 ? null : filled),
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    )
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    // While it is read, its number must not become another file's.
    this.#reading.then(() => close(this.#fd, (failure) => done(error ?? failure)))
  }

  /** What comes next, in this buffer; nothing at the end. */
  async #fill(buffer: Buffer): Promise<Buffer> {
    const wanted = Math.min(buffer.length, this.#end - this.#at)
    if (this.destroyed) throw new Error('The file was closed before all of it was read.')
    if (wanted === 0) return buffer.subarray(0, 0)
    const reading = readFd(this.#fd, buffer, 0, wanted, this.#at)
    this.#reading = reading.catch(() => undefined)
    const { bytesRead } = await reading.catch((error: unknown) => {
      throw storageFailure(error)
    })
    if (bytesRead === 0) throw new StorageError('cut_short', 'The object ended before its range did.')
    this.#at += bytesRead
    return bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead)
  }
}

const write = (sink: Writable, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    // What waits behind another answer would hear nothing when the connection breaks.
    const onClose = () => reject(new Error('The connection broke.'))
    if (sink.destroyed) {
      onClose()
      return
    }
    sink.once('close', onClose)
    sink.write(bytes, (error) => {
      sink.off('close', onClose)
      if (error) reject(error)
      else resolve()
    })
  })
