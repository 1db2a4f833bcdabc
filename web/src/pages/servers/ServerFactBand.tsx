import type { Protection } from '../../../../src/protections/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { useDrills, useImageDrills, useRecoveryPoints } from '../../api/recovery-points.ts'
import type { Server } from '../../api/server-types.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { formatTime } from '../../format/format-time.ts'
import { restoredWords } from '../../lib/drill-words.ts'
import { listWords } from '../../lib/list-words.ts'
import { notListedWords } from '../../lib/point-look.ts'
import { isMachine, providerLabel } from '../../lib/provider-facts.ts'
import { noDrillWords, storedWords } from '../../lib/server-fact-words.ts'
import { useNow } from '../../lib/use-now.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { type Fact, FactBand } from '../../ui/FactBand.tsx'
import { states } from '../../ui/marks/states.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { useMarginFacts } from './use-costs.ts'

type Props = {
  server: Server
  /** Of the server, as far as it is known. */
  provider: ProviderSummary | undefined
  files: Protection | undefined
  snapshot: Protection | undefined
  /** On a phone the first two stand above the timeline, the others below it. */
  part?: 'first' | 'others' | undefined
}

/** What one wants to know of a server first: how old, how many, proved when, how much. */
export function ServerFactBand({ server, provider, files, snapshot, part }: Props) {
  const now = useNow()
  const points = useRecoveryPoints(server.id, { standing: 'restorable' }, { limit: 200 })
  const drills = useDrills(server.id)
  const drill = drills.rows?.[0]
  const label = providerLabel(server.provider)
  const margin = useMarginFacts(server)
  const files_on = files?.desired_state === 'on'
  const imageDrills = useImageDrills(isMachine(server) ? null : server.id).data
  const next = [files?.next_run_at, snapshot?.next_run_at, server.native.next_at].flatMap((at) => at ?? []).sort()[0]
  // What the provider takes is there, and told to nobody but people: neither none nor soon.
  const unlisted = provider?.native?.can_list === false && server.native.state === 'on'
  const not_listed = notListedWords(points.rows ?? [], now)
  // Images of unknown size may be there, also where nothing is on any more.
  const untold = server.recovery_points > 0 || (server.backups_enabled && !files_on)
  const facts: Fact[] = [
    {
      label: 'Newest backup',
      value: server.last_backup_at ? (
        <Time iso={server.last_backup_at} as="age" />
      ) : unlisted ? (
        'not listed'
      ) : (
        'none yet'
      ),
      caption: server.last_backup_at ? (
        <Time iso={server.last_backup_at} />
      ) : unlisted ? (
        `by ${label}; see its panel`
      ) : (
        nothingYet(server)
      ),
    },
    {
      label: 'RPO',
      value: server.rpo_status ? (
        <StateBadge flat look={states.rpo[server.rpo_status]} />
      ) : unlisted || next ? (
        'not known'
      ) : (
        'none'
      ),
      tone: server.rpo_status === 'missed' ? 'bad' : server.rpo_status === 'at_risk' ? 'warn' : undefined,
      caption: next ? `next due ${formatTime(next, { now })}` : unlisted ? `not listed by ${label}` : 'nothing is due',
    },
    {
      label: 'Restorable',
      value: points.rows
        ? `${formatPlural(points.rows.length, 'backup')}${points.hasMore ? ' or more' : ''}`
        : points.error
          ? 'not known'
          : '…',
      tone: not_listed === null ? undefined : 'warn',
      caption:
        not_listed ??
        (points.rows &&
          kindsOf(
            points.rows.map(({ method }) => method),
            unlisted ? `more in the ${label} panel` : null,
          )),
    },
    {
      label: 'Last drill',
      value: drill ? (
        <StateBadge flat look={drill.passed ? states.drill.passed : states.drill.failed} />
      ) : (
        <StateBadge flat look={states.drill.not_tested} />
      ),
      caption: drill ? (
        <>
          <Time iso={drill.finished_at} />, {restoredWords(drill)}
        </>
      ) : (
        noDrillWords({ files_on, drills: isMachine(server) ? null : imageDrills, label, now })
      ),
    },
    {
      label: 'Storage used',
      value: <Bytes value={server.storage_bytes} unknown={untold ? 'not known' : 'none'} />,
      caption: storedWords({
        bytes: server.storage_bytes,
        kinds: points.rows?.map(({ method }) => method),
        untold,
        label,
      }),
    },
  ]
  facts.push(...margin)
  return <FactBand facts={part === 'first' ? facts.slice(0, 2) : part === 'others' ? facts.slice(2) : facts} />
}

function nothingYet(server: Server): string {
  if (!server.backups_enabled && server.protections.every((one) => one.desired_state === 'off'))
    return 'never backed up'
  return 'the first one is on its way'
}

function kindsOf(methods: readonly string[], elsewhere: string | null): string {
  const count = (method: string) => methods.filter((one) => one === method).length
  const parts = (['files', 'snapshot', 'native'] as const).flatMap((method) =>
    count(method) > 0 ? [`${method} ${count(method)}`] : [],
  )
  if (parts.length === 0) return elsewhere === null ? 'nothing to restore yet' : elsewhere
  return [listWords(parts), ...(elsewhere === null ? [] : [elsewhere])].join('; ')
}
