import type { Posture } from '../../../../src/servers/schema.ts'
import { useOrganization } from '../../api/organizations.ts'
import { usePlans } from '../../api/plans.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { providerLabel } from '../../lib/provider-facts.ts'
import type { BackupsQuery } from '../../paths.ts'
import { ChosenFilter } from '../../ui/ChosenFilter.tsx'
import { states } from '../../ui/marks/states.ts'
import type { BackupsView } from './use-backups-view.ts'

const wentWords = { good: 'backed up', warning: 'a warning', missed: 'missed' }

const postureWords: Record<Posture, string> = {
  drill_passed: 'restore drill passed in 30 days',
  drill_failed: 'restore drill failed',
  drill_untested: 'no restore drill in 30 days',
  copy_outside: 'a copy outside the provider',
  no_copy_outside: 'no copy outside the provider',
  files_and_image: 'files and image both',
  one_kind: 'one kind of backup only',
  kit_saved: 'recovery kit saved',
  kit_not_saved: 'recovery kit not saved',
}

type Props = {
  q: string
  within: BackupsView['within']
  providers: readonly ProviderSummary[]
  onChange: (more: BackupsQuery) => void
}

/** What narrows the list besides the chips, chosen here or by a figure elsewhere, to be taken off again. */
export function ChosenHere({ q, within, providers, onChange }: Props) {
  const { organization_id, provider, plan_id, rpo_status, posture, day, went, has_points } = within
  const organization = useOrganization(organization_id ?? null).data?.name ?? 'one customer'
  const plan = usePlans({ enabled: plan_id !== undefined }).rows?.find(({ id }) => id === plan_id)?.name ?? 'one plan'
  return (
    <>
      {q && <ChosenFilter word={`“${q}”`} onOff={() => onChange({ q: undefined })} />}
      {organization_id && <ChosenFilter word={organization} onOff={() => onChange({ organization_id: undefined })} />}
      {provider && (
        <ChosenFilter word={providerLabel(provider, providers)} onOff={() => onChange({ provider: undefined })} />
      )}
      {plan_id && <ChosenFilter word={`a place of ${plan}`} onOff={() => onChange({ plan_id: undefined })} />}
      {rpo_status && (
        <ChosenFilter
          word={`RPO ${states.rpo[rpo_status].word.toLowerCase()}`}
          onOff={() => onChange({ rpo_status: undefined })}
        />
      )}
      {posture && <ChosenFilter word={postureWords[posture]} onOff={() => onChange({ posture: undefined })} />}
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
