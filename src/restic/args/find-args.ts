import { type RepositoryAccess, repositoryArgs, toggle } from './repository-args.ts'

export type FindOptions = RepositoryAccess & {
  kind: 'blob' | 'tree'
  /** Whole ids. */
  ids: readonly string[]
}

/** `restic find`: which files (for blobs) or folders (for trees) of which snapshots hold something. */
export const findArgs = (options: FindOptions): string[] => {
  const odd = options.ids.find((id) => !/^[0-9a-f]{64}$/.test(id))
  if (odd !== undefined) throw new Error(`"${odd}" is no id of a blob or tree.`)
  return [
    'find',
    ...repositoryArgs(options),
    '--no-lock',
    ...toggle('blob', options.kind === 'blob'),
    ...toggle('tree', options.kind === 'tree'),
    '--',
    ...options.ids,
  ]
}
