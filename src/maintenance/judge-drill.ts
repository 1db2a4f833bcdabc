import type { ComparedFile } from './compare-sample.ts'
import type { Problem, RestoredForDrill } from './restore-for-drill.ts'

export type JudgedDrill = {
  passed: boolean
  /** Why it failed, in words for people. */
  error: { code: string; message: string } | null
}

/**
 * Whether a drill proved the recovery point. It passes when restic wrote and verified every file and none of the compared ones
 * differs. What only the owner of a whole machine may set, such as owners and devices, is no matter for a folder that is thrown
 * away. Pure.
 */
export const judgeDrill = (input: {
  restored: Pick<RestoredForDrill, 'exit' | 'error_message' | 'files' | 'problems' | 'unsafe'>
  compared: readonly ComparedFile[]
}): JudgedDrill => {
  const { restored, compared } = input
  if (restored.unsafe !== null) return failed('unsafe_snapshot', restored.unsafe)
  const wrong = compared.filter(({ result }) => result === 'different' || result === 'missing')
  if (wrong.length > 0) return failed('files_differ', sentenceOf(wrong))
  const serious = restored.problems.filter((problem) => !isOwnership(problem))
  if (serious.length > 0)
    return failed('restore_incomplete', `${serious.length} of the files could not be restored: ${textOf(serious[0])}`)
  const excused = restored.problems.length > 0
  if (restored.exit !== 'succeeded' && !excused)
    return failed('restore_failed', restored.error_message ?? `restic ended with "${restored.exit}".`)
  if (restored.files === 0) return failed('nothing_restored', 'The restore wrote no file at all.')
  return { passed: true, error: null }
}

const failed = (code: string, message: string): JudgedDrill => ({ passed: false, error: { code, message } })

const sentenceOf = (wrong: readonly ComparedFile[]): string => {
  const [first] = wrong
  const what = first?.result === 'missing' ? 'is missing from the restore' : 'is not what was backed up'
  const others = wrong.length > 1 ? ` So are ${wrong.length - 1} more of those compared.` : ''
  return `${first?.path} ${what}.${others}`
}

const isOwnership = ({ message }: Problem): boolean =>
  /\b(l?chown|mknod|mkfifo|l?setxattr|xattr|utimes?|chmod)\b/i.test(message) &&
  /not permitted|permission denied|not supported/i.test(message)

const textOf = (problem: Problem | undefined): string =>
  problem === undefined ? '' : [problem.path, problem.message].filter((part) => part !== null).join(': ')
