import { flag, tagFlags } from './repository-args.ts'

/** Which snapshots a command looks at. Nothing set: all. */
export type SnapshotFilter = { host?: string; tags?: readonly string[] }

/** The flags for a filter; all tags must be on a snapshot. */
export const snapshotFilterArgs = ({ host, tags }: SnapshotFilter): string[] => {
  const several = tags ?? []
  // One flag for all of them means "and"; a flag for each would mean "or".
  tagFlags(several)
  return [...flag('host', host), ...flag('tag', several.length === 0 ? undefined : several.join(','))]
}
