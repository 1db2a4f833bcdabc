import type { Method } from '../api/server-types.ts'
import { listWords } from './list-words.ts'

const words: Record<Method, string> = { native: 'native backups', snapshot: 'snapshots', files: 'file backups' }

/** What methods make, as part of a sentence: native backups and snapshots. */
export function backupsOf(methods: readonly Method[]): string {
  return listWords(methods.map((method) => words[method]))
}
