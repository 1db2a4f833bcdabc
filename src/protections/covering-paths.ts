/** As many as a backup may name. */
const mostPaths = 100

/**
 * The folders of the settings and those that must be in, without what lies in another one already. With `one_file_system` a folder below
 * another may be a mount that is left out, so it is named. Where that is too much, what must be in goes first.
 */
export const coveringPaths = (set: readonly string[], must: readonly string[], one_file_system: boolean): string[] => {
  const missing = must.filter(
    (path) => !set.some((folder) => folder === path || (!one_file_system && isBelow(path, folder))),
  )
  return [...new Set([...missing, ...set])].slice(0, mostPaths)
}

const isBelow = (path: string, folder: string): boolean => path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
