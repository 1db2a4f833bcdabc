import { type FileHandle, open } from 'node:fs/promises'
import { createBlockSeal } from '../lib/block-seal.ts'
import { type Block, decodeBlock } from './block-codec.ts'
import { decodeIndex, type IndexedBlock } from './block-index.ts'
import { orDamaged, RebuildNeeded } from './rebuild-needed.ts'

export type DataReader = {
  readonly index: readonly IndexedBlock[]
  /** Throws RebuildNeeded for a block that is not as it was written. */
  block(number: number): Promise<Block>
  close(): Promise<void>
}

type Placed = { readonly offset: number; readonly length: number }

/** Reads what a DataWriter wrote. Throws RebuildNeeded for a damaged index; what `open` throws where the file is not there. */
export const openData = async (path: string, key: string, generation: string, at: Placed): Promise<DataReader> => {
  const handle = await open(path, 'r')
  const seal = createBlockSeal(key, generation)
  const read = async (placed: Placed, position: string): Promise<Buffer> => {
    const bytes = await readFully(handle, placed)
    return orDamaged(() => seal.open(position, bytes))
  }
  try {
    const encoded = await read(at, 'index')
    const index = orDamaged(() => decodeIndex(encoded))
    return {
      index,
      block: async (number) => {
        const placed = index[number]
        if (placed === undefined) throw new Error(`there is no block ${number}`)
        const bytes = await read(placed, `block ${number}`)
        return orDamaged(() => decodeBlock(bytes))
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

const readFully = async (handle: FileHandle, { offset, length }: Placed): Promise<Buffer> => {
  const bytes = Buffer.allocUnsafe(length)
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done)
    if (bytesRead === 0) throw new RebuildNeeded('damaged')
    done += bytesRead
  }
  return bytes
}
