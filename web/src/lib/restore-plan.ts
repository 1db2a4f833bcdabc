import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import type { RestoreInput } from '../../../src/restores/schema.ts'
import { formatPlural } from '../format/format-plural.ts'
import type { RestoreChoice } from './restore-choice.ts'

/** Where a restore goes, as people choose it. */
export type RestorePlace = 'in_place' | 'folder' | 'other_server'

export function placeIn(choice: RestoreChoice, serverId: string): RestorePlace {
  if (choice.target_server_id !== serverId) return 'other_server'
  return choice.mode === 'in_place' ? 'in_place' : 'folder'
}

/** A dump is a stream and has no place that it came from, so it goes into a folder. An image goes as a whole, where it came from or to a new server; files make none. */
export function fitChoice(
  choice: RestoreChoice,
  point: Pick<RecoveryPoint, 'source' | 'method' | 'server_id'>,
): RestoreChoice {
  if (point.method !== 'files')
    return {
      ...choice,
      include: [],
      picking: false,
      mode: choice.mode === 'new_server' ? 'new_server' : 'in_place',
      target_server_id: point.server_id,
    }
  if (point.source !== 'files') return choice.mode === 'path' ? choice : { ...choice, mode: 'path' }
  return choice.mode === 'new_server' ? { ...choice, mode: 'in_place' } : choice
}

/** What is restored, in few words: everything, one.txt, 3 files and folders. */
export function whatWords({ include, picking }: Pick<RestoreChoice, 'include' | 'picking'>): string {
  const [first] = include
  if (first === undefined) return picking ? 'nothing chosen yet' : 'everything'
  if (include.length === 1) return first.slice(first.lastIndexOf('/') + 1) || '/'
  return formatPlural(include.length, 'file or folder', 'files and folders')
}

/** Where it goes, in few words: in place, /srv/restored, web-2, new server. */
export function whereWords(choice: RestoreChoice, serverId: string, nameOf: (serverId: string) => string): string {
  if (choice.mode === 'new_server') return choice.new_server.name || 'new server'
  const place = placeIn(choice, serverId)
  if (place === 'in_place') return 'in place'
  return place === 'folder' ? choice.target_path : nameOf(choice.target_server_id)
}

type OverwriteRule = RestoreChoice['overwrite']

/** What each rule does with a file that is there already. */
export const overwriteWords: Record<OverwriteRule, { word: string; text: string; fact: string }> = {
  'if-changed': {
    word: 'Replace what differs',
    text: 'Files that are the same already are left alone.',
    fact: 'replaced where they differ',
  },
  always: {
    word: 'Replace all',
    text: 'Every file is written again, also where it looks the same.',
    fact: 'replaced, all of them',
  },
  'if-newer': {
    word: 'Replace older files only',
    text: 'A file stays as it is where it was changed after the one in the backup.',
    fact: 'replaced where they are older',
  },
  never: {
    word: 'Replace nothing',
    text: 'Only files that are missing are written.',
    fact: 'left as they are',
  },
}

/** What the restore takes away from what is there now. */
export function lossWords(choice: RestoreChoice): { loss: string | null; kept: string } {
  const { mode, overwrite, target_path, include } = choice
  const these = include.length === 1 ? 'what was chosen' : include.length > 1 ? 'the chosen files' : 'these files'
  if (overwrite === 'never') return { loss: null, kept: 'Nothing that is there is changed; missing files are written.' }
  if (mode === 'path')
    return { loss: null, kept: `Files of the same name below ${target_path} are replaced${olderOnly(overwrite)}.` }
  if (overwrite === 'if-newer')
    return { loss: null, kept: 'Files that were changed since then stay as they are; older ones are replaced.' }
  return { loss: `Everything written to ${these} since then is overwritten.`, kept: 'Files made since then stay.' }
}

const olderOnly = (rule: OverwriteRule) => (rule === 'if-newer' ? ' where they are older' : '')

/** What is wrong with a folder to restore into, or null. */
export function whyNotFolder(path: string): string | null {
  if (!path.startsWith('/')) return 'Name the folder in full, such as /srv/restored.'
  if (path.split('/').some((part) => part === '..' || part === '.')) return 'Name the folder without . and .. in it.'
  // Below / everything lands where it came from, and then its name is typed and a safety backup comes first.
  if (!/[^/]/.test(path)) return 'Below / is in place: choose that instead, or name a folder.'
  return path.length > 4000 ? 'A path has at most 4,000 characters. Choose a shorter one.' : null
}

/** What is sent to start it. `confirm` is the target's name, where files may be overwritten. */
export function restoreInput(
  choice: RestoreChoice,
  from: { point_id: string; server_id: string },
  how: { dry_run: boolean; confirm?: string; accept_loss?: readonly string[] },
): RestoreInput {
  const inPlace = choice.mode === 'in_place'
  if (choice.mode === 'new_server')
    return {
      recovery_point_id: from.point_id,
      mode: 'new_server',
      new_server: { ...choice.new_server, name: choice.new_server.name.trim() },
      include: [],
      target: {},
      overwrite: 'always',
      dry_run: false,
      safety_backup: false,
    }
  return {
    recovery_point_id: from.point_id,
    mode: choice.mode,
    include: choice.include,
    target: {
      ...(choice.target_server_id === from.server_id ? {} : { server_id: choice.target_server_id }),
      ...(inPlace ? {} : { path: choice.target_path }),
    },
    overwrite: choice.overwrite,
    dry_run: how.dry_run,
    safety_backup: inPlace && choice.safety_backup,
    ...(how.confirm === undefined ? {} : { confirm: how.confirm }),
    ...(how.accept_loss === undefined ? {} : { accept_loss: [...how.accept_loss] }),
  }
}
