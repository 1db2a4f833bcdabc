import type { BackupsQuery } from '../../paths.ts'
import { ChosenFilter } from '../../ui/ChosenFilter.tsx'
import { states } from '../../ui/marks/states.ts'
import type { BackupsView } from './use-backups-view.ts'

const wentWords = { good: 'backed up', warning: 'a warning', missed: 'missed' }

type Props = { within: BackupsView['within']; onChange: (more: BackupsQuery) => void }

/** What was chosen by a figure of the dashboard, to be taken off again. */
export function ChosenHere({ within: { rpo_status, day, went, has_points }, onChange }: Props) {
  return (
    <>
      {rpo_status && (
        <ChosenFilter
          word={`RPO ${states.rpo[rpo_status].word.toLowerCase()}`}
          onOff={() => onChange({ rpo_status: undefined })}
        />
      )}
      {(day || went) && (
        <ChosenFilter
          word={`${wentWords[went ?? 'missed']} ${day ? `on ${day}` : 'in the last 30 days'}`}
          onOff={() => onChange({ day: undefined, went: undefined })}
        />
      )}
      {has_points && <ChosenFilter word="something to restore" onOff={() => onChange({ has_points: undefined })} />}
    </>
  )
}
