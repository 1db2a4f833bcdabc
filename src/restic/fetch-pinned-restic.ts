import { createHash } from 'node:crypto'
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { bunzip2 } from './bunzip2.ts'
import { type PinnedDownload, pinnedVersion } from './pinned.ts'
import { readVersion } from './read-version.ts'

const largestDownload = 100_000_000
const largestProgram = 400_000_000

/**
 * Downloads a pinned release, holds it against its hash before anything of it is used, and puts the program at `target`, whole
 * or not at all. `partial` names a file beside it that no other process uses.
 */
export const fetchPinnedRestic = async (options: {
  download: PinnedDownload
  target: string
  partial: string
  fetch: typeof globalThis.fetch
  signal?: AbortSignal
}): Promise<void> => {
  const { download, target, partial } = options
  const packed = await readAll(await options.fetch(download.url, options.signal ? { signal: options.signal } : {}))
  const sha256 = createHash('sha256').update(packed).digest('hex')
  if (sha256 !== download.sha256) {
    throw new Error(
      `${download.url} has the SHA-256 ${sha256}, but ${download.sha256} was expected. It was thrown away.`,
    )
  }
  try {
    await mkdir(dirname(target), { recursive: true })
    await writeFile(partial, bunzip2(packed, largestProgram))
    await chmod(partial, 0o755)
    const version = await readVersion(partial)
    if (version !== pinnedVersion) {
      throw new Error(`The downloaded restic ${version === null ? 'does not run here' : `calls itself ${version}`}.`)
    }
    await rename(partial, target)
  } finally {
    await rm(partial, { force: true })
  }
}

const readAll = async (response: Response): Promise<Buffer> => {
  if (!response.ok || response.body === null) throw new Error(`${response.url} answered ${response.status}.`)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > largestDownload) throw new Error(`${response.url} sends more than ${largestDownload} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
