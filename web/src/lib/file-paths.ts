/** The folders above a path, the root first: / , /srv, /srv/data. */
export function foldersAbove(path: string): { name: string; path: string }[] {
  const names = path.split('/').filter(Boolean)
  return [
    { name: '/', path: '/' },
    ...names.map((name, index) => ({ name, path: `/${names.slice(0, index + 1).join('/')}` })),
  ]
}

/** The folder a path lies in. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/'
}

/** Adds or takes away a path. What lies below a chosen folder comes with it and is not named again. */
export function togglePath(chosen: readonly string[], path: string): string[] {
  if (chosen.includes(path)) return chosen.filter((one) => one !== path)
  return [...chosen.filter((one) => !isBelow(one, path)), path].sort()
}

/** Whether a path lies below a folder. */
export function isBelow(path: string, folder: string): boolean {
  return folder === '/' ? path !== '/' : path.startsWith(`${folder}/`)
}
