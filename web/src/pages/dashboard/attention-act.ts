import type { Attention } from '../../../../src/insights/overview/schema.ts'
import { formatCount } from '../../format/format-count.ts'
import { type Path, paths } from '../../paths.ts'
import { pathOfList } from './path-of-list.ts'

/** The next step, in a word or two, and where it is done: at the server itself where it is one, else in the list of them. */
export function attentionAct({ kind, count, example, list }: Attention): { word: string; to: Path } {
  if (kind === 'account_failing') return { word: 'Open accounts', to: pathOfList(list) }
  if (kind === 'operator_task') return { word: count === 1 ? 'Open task' : 'Open tasks', to: pathOfList(list) }
  if (kind === 'needs_operator' && count === 1) return { word: 'Open task', to: paths.operatorTasks() }
  if (kind === 'unprotected') return { word: 'Enable…', to: paths.backups({ show: kind, dialog: 'enable' }) }
  if (count > 1 || example === null) return { word: `Show ${formatCount(count)}`, to: pathOfList(list) }
  const gone = example.protections.some((one) => one.drift && one.desired_state === 'on' && one.observed_state !== 'on')
  if (kind === 'drill_failed') return { word: 'View evidence', to: paths.server(example.id) }
  if (kind === 'drifted' && gone) return { word: 'Enable again…', to: paths.server(example.id, { dialog: 'enable' }) }
  return { word: 'Open server', to: paths.server(example.id) }
}
