import { type RepositoryAccess, repositoryArgs } from './repository-args.ts'

/** `packs`: ids of damaged packs, whose intact parts are saved. `index`: made anew from the packs that are there. */
export type RepairOptions = RepositoryAccess & ({ kind: 'packs'; ids: readonly string[] } | { kind: 'index' })

/** `restic repair`. For packs it leaves copies of the damaged ones in its working directory. */
export const repairArgs = (options: RepairOptions): string[] => {
  const ids = 'ids' in options ? options.ids : []
  const odd = ids.find((id) => !/^[0-9a-f]{64}$/.test(id))
  if (odd !== undefined) throw new Error(`"${odd}" is no id of a pack.`)
  return ['repair', options.kind, ...repositoryArgs(options), '--', ...ids]
}
