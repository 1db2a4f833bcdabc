import { access, constants } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'

/** The path of a program in the folders of PATH; null when there is none. */
export const findProgram = async (name: string, searchPath: string): Promise<string | null> => {
  for (const folder of searchPath.split(delimiter).filter((folder) => isAbsolute(folder))) {
    const path = join(folder, name)
    try {
      await access(path, constants.X_OK)
      return path
    } catch {
      // The next folder may have it.
    }
  }
  return null
}
