import type { Dump } from './messages.ts'

/** Names a dump in words for people, in the tags of its snapshot, and as the source of its recovery points. */
export const sourceOfDump = (dump: Dump): string =>
  dump.kind === 'sqlite' ? `sqlite:${dump.path}` : `${dump.kind}:${dump.database}`
