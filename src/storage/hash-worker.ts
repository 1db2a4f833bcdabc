import { createHash, type Hash } from 'node:crypto'
import { writeSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import type { WorkerReply, WorkerRequest } from './hashing.ts'

/*
 * A thread that hashes chunks and writes them to open files. File descriptors belong to the process, so whoever opened the
 * file elsewhere also flushes and closes it.
 */

const hashes = new Map<number, Hash>()

const writeAll = (fd: number, bytes: Uint8Array) => {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done)
}

const answer = (request: WorkerRequest): WorkerReply => {
  const { id } = request
  if (request.kind === 'forget') {
    hashes.delete(id)
    return { kind: 'done', id, sha256: '' }
  }
  const hash = hashes.get(id) ?? createHash('sha256')
  hashes.set(id, hash)
  if (request.kind === 'digest') {
    hashes.delete(id)
    return { kind: 'done', id, sha256: hash.digest('hex') }
  }
  const { buffer, length, fd } = request
  const bytes = new Uint8Array(buffer, 0, length)
  try {
    if (fd !== null) writeAll(fd, bytes)
    hash.update(bytes)
    return { kind: 'taken', id, buffer }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null
    return { kind: 'failed', id, buffer, code, message: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', (request: WorkerRequest) => {
  const reply = answer(request)
  parentPort?.postMessage(reply, reply.kind === 'done' ? [] : [reply.buffer])
})
