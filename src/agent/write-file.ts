import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes a file for its owner alone, whole or not at all, so that it survives a loss of power. */
export const writeFileSafely = async (path: string, text: string): Promise<void> => {
  const partial = `${path}.partial`
  const file = await open(partial, 'w', 0o600)
  try {
    await file.chmod(0o600)
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(partial, path)
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
