import type { RestoreChoice } from './restore-choice.ts'
import { placeIn } from './restore-plan.ts'

export type ComingStep = {
  key: string
  title: string
  text: string
  tone?: 'bad'
  /** How long it took before, where that is known. */
  took?: string
}

/** What a restore will do, in order. Without times: nobody can tell them before. */
export function willHappen(
  choice: RestoreChoice,
  about: { server_id: string; target_name: string; backs_up: boolean },
): ComingStep[] {
  const place = placeIn(choice, about.server_id)
  const overwrites = place === 'in_place' && choice.overwrite !== 'never'
  const steps: ComingStep[] = []
  if (place === 'in_place' && choice.safety_backup && about.backs_up)
    steps.push({
      key: 'safety',
      title: 'Safety backup',
      text: 'What is there now becomes a backup of its own. If it fails, nothing is changed.',
    })
  steps.push(
    overwrites
      ? {
          key: 'files',
          tone: 'bad',
          title: 'Files are overwritten',
          text: `The agent on ${about.target_name} writes them where they came from. The server keeps running; its programs may notice.`,
        }
      : {
          key: 'files',
          title: 'Files are written',
          text:
            place === 'in_place'
              ? `The agent on ${about.target_name} writes what is missing where it came from.`
              : `The agent on ${about.target_name} writes them below ${choice.target_path}, each with its whole path.`,
        },
    { key: 'compare', title: 'Compare', text: 'Each written file is read back and compared with the backup.' },
    {
      key: 'done',
      title: 'Done',
      text: 'The restore says what was written, what was the same already, and what could not be written.',
    },
  )
  return steps
}
