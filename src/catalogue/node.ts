/** What restic calls the kinds of nodes; `other` is what a later restic may add. */
export const nodeTypes = ['file', 'dir', 'symlink', 'dev', 'chardev', 'fifo', 'socket', 'irregular', 'other'] as const
export type NodeType = (typeof nodeTypes)[number]

/** What tells one version of a file from another. */
export type FileFacts = {
  readonly type: NodeType
  readonly size: number | null
  /** Milliseconds since the epoch. */
  readonly modified_ms: number | null
  /** As restic has it: Go's file mode bits. */
  readonly mode: number | null
  /** restic names it in no listing so far. */
  readonly link_target: string | null
}

/** One line of `restic ls --json`. */
export type SnapshotNode = FileFacts & { readonly path: string }

/** Where an entry stands: the order of everything in a catalogue is by folder, then by name, so a folder's children are neighbours. */
export type Key = { readonly directory: string; readonly name: string }

/** One file with all that is known of it. */
export type Entry = Key & { readonly versions: readonly Version[] }

/** `ranks` says which snapshots hold it: see rank-set.ts. */
export type Version = FileFacts & { readonly ranks: readonly number[] }

/** A version in words of snapshots. */
export type FileVersion = FileFacts & {
  /** Those that hold it, by group, oldest first. */
  readonly snapshot_ids: string[]
}

/** By UTF-16 code units, whatever order restic lists in. */
export const compareKeys = (a: Key, b: Key): number => {
  if (a.directory !== b.directory) return a.directory < b.directory ? -1 : 1
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return 0
}

export const sameFacts = (a: FileFacts, b: FileFacts): boolean =>
  a.type === b.type &&
  a.size === b.size &&
  a.modified_ms === b.modified_ms &&
  a.mode === b.mode &&
  a.link_target === b.link_target

/** The folder and the name in an absolute path; null for the root itself and for what is no absolute path. */
export const keyOf = (path: string): Key | null => {
  const slash = path.lastIndexOf('/')
  if (slash < 0 || !path.startsWith('/') || slash === path.length - 1) return null
  return { directory: slash === 0 ? '/' : path.slice(0, slash), name: path.slice(slash + 1) }
}

export const pathOf = ({ directory, name }: Key): string => (directory === '/' ? `/${name}` : `${directory}/${name}`)
