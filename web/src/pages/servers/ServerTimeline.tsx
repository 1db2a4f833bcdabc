import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Protection } from '../../../../src/protections/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { useRecoveryPointsSince } from '../../api/recovery-points.ts'
import type { Server } from '../../api/server-types.ts'
import { whyNotRestore } from '../../lib/point-look.ts'
import { providerLabel } from '../../lib/provider-facts.ts'
import { serverStates } from '../../lib/server-states.ts'
import { stripOf } from '../../lib/strip-of.ts'
import { timelineOf } from '../../lib/timeline-of.ts'
import { useIsPhone } from '../../lib/use-is-phone.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { StripMark } from '../../ui/strip/StripMark.tsx'
import { type StripCode, stripWords } from '../../ui/strip/strip-codes.ts'
import { Timeline } from '../../ui/strip/Timeline.tsx'
import { readoutOf } from './readout-of.ts'
import styles from './ServerTimeline.module.css'
import { TimelineReadout } from './TimelineReadout.tsx'

type Props = {
  server: Server
  protections: readonly Protection[] | undefined
  provider: ProviderSummary | undefined
}

const spans = [
  { value: '7', label: '7 d' },
  { value: '30', label: '30 d' },
]
const dayMs = 86_400_000

/** The last month of a server, day by day, with what there is to restore of each. */
export function ServerTimeline({ server, protections, provider }: Props) {
  const now = useNow()
  const go = useGo()
  const phone = useIsPhone()
  const [span, setSpan] = useState('30')
  const [pointed, setPointed] = useState<number | null>(null)
  const [pinned, setPinned] = useState<number | null>(null)
  const strip = stripOf(server, serverStates(server, now).includes('first_due'), now)
  const from = new Date(new Date(`${strip.last_day}T00:00:00Z`).getTime() - 31 * dayMs).toISOString()
  const found = useRecoveryPointsSince(server.id, from)
  const zone = zoneOf(protections)
  const data = useMemo(
    () =>
      timelineOf({
        server,
        strip,
        points: found.data ?? [],
        protections: protections ?? [],
        time_zone: zone,
        days: Number(span),
      }),
    [server, strip, found.data, protections, zone, span],
  )
  const last = data.days.length - 1
  const shown = Math.min(last, pointed ?? pinned ?? last)
  const readoutAt = (day: number) =>
    readoutOf({
      data,
      day,
      points: found.data ?? [],
      time_zone: zone,
      label: providerLabel(server.provider, provider ? [provider] : undefined),
      whyNot: (point) => whyNotRestore(point, provider),
      now,
    })
  const readout = readoutAt(shown)
  const restore = (day: number) => {
    const { restorable } = readoutAt(day)
    if (restorable) go(paths.restoreWizard(server.id, { point: restorable.id }))
  }
  const zoom = (value: string) => {
    setSpan(value)
    setPinned(null)
    setPointed(null)
  }
  const [first, end] = [data.days[0], data.days[last]]
  const used = new Set<StripCode>(data.lanes.flatMap((lane) => [...lane.codes]))
  return (
    <Sheet>
      <Panel
        flush
        title="Recovery timeline"
        count={phone || !first || !end ? undefined : `${first.number} ${first.month} to ${end.number} ${end.month}`}
        action={<SegmentedControl aria-label="Span" size="xs" data={spans} value={span} onChange={zoom} />}
      >
        <Timeline
          data={data}
          shown={shown}
          words={readout.words}
          onPoint={setPointed}
          onPin={setPinned}
          onOpen={restore}
          onZoom={(closer) => zoom(closer ? '7' : '30')}
        />
        <TimelineReadout readout={readout} server={server} loading={found.data === undefined && !found.error} />
        <div className={styles.legend}>
          {legend
            .filter((code) => code === 'p' || used.has(code))
            .map((code) => (
              <span key={code}>
                <StripMark code={code} />
                {stripWords[code]}
              </span>
            ))}
          <span>
            <StripMark code="v" />
            proved by drill
          </span>
          {!phone && (
            <span className={styles.keys}>
              <Kbd keys={['←', '→']} /> day <Kbd keys={['+', '−']} /> zoom
            </span>
          )}
        </div>
      </Panel>
    </Sheet>
  )
}

/** The days are counted by the clocks of our own schedule, else by UTC. */
function zoneOf(protections: Props['protections']): string {
  const own = (['files', 'snapshot'] as const).map((method) => protections?.find((one) => one.method === method))
  return own.find((one) => one?.schedule)?.schedule?.time_zone ?? 'UTC'
}

const legend: readonly StripCode[] = ['p', 'w', 'm', 'o', 'r', 'n', 'z', 'u', 'e', 'x']
