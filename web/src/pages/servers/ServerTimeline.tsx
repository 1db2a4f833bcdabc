import { ActionIcon, Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { Protection } from '../../../../src/protections/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import type { Server } from '../../api/server-types.ts'
import { readerZone } from '../../forms/reader-zone.ts'
import { sameClock } from '../../lib/same-clock.ts'
import { panWindow, spans } from '../../lib/timeline-window.ts'
import { useIsPhone } from '../../lib/use-is-phone.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { StripMark } from '../../ui/strip/StripMark.tsx'
import { type StripCode, stripWords } from '../../ui/strip/strip-codes.ts'
import { Timeline } from '../../ui/strip/Timeline.tsx'
import { TimelineOverview } from '../../ui/strip/TimelineOverview.tsx'
import styles from './ServerTimeline.module.css'
import { TimelineReadout } from './TimelineReadout.tsx'
import { useTimelineView } from './use-timeline-view.ts'
import { windowWords } from './window-words.ts'

type Props = {
  server: Server
  protections: readonly Protection[] | undefined
  provider: ProviderSummary | undefined
}

const icon = { size: 16, stroke: 1.6 }

/** A server's history, from hours to a year, with what there is to restore of each day. */
export function ServerTimeline(props: Props) {
  const { server } = props
  const go = useGo()
  const phone = useIsPhone()
  const now = useNow()
  const mayRestore = useWhyNotAct() === null
  const view = useTimelineView(props)
  const { data, window, total, readout } = view
  const shownWords = windowWords(data.days)
  const zone = view.history.time_zone
  const restore = () => {
    if (readout.restorable && mayRestore) go(paths.restoreWizard(server.id, { point: readout.restorable.id }))
  }
  const used = new Set<StripCode>(data.lanes.flatMap((lane) => [...lane.codes]))
  const move = (by: number) => view.setWindow(panWindow(window, by * window.days, total))
  const choices = spans.filter(({ days }) => !phone || (days > 1 && days < 365))
  return (
    <Sheet>
      <Panel
        flush
        title="Recovery timeline"
        count={phone ? undefined : sameClock(zone, readerZone(), now) ? shownWords : `${shownWords}, days of ${zone}`}
        action={
          <div className={styles.spans}>
            {!phone && (
              <ActionIcon aria-label="Earlier" disabled={window.ago + window.days >= total} onClick={() => move(1)}>
                <IconChevronLeft {...icon} />
              </ActionIcon>
            )}
            <Segments
              label="Span"
              choices={choices.map(({ days, word }) => ({ value: String(days), word }))}
              value={String(window.days)}
              onChange={(days) => view.onSpan(Number(days))}
            />
            {!phone && (
              <ActionIcon aria-label="Later" disabled={window.ago === 0} onClick={() => move(-1)}>
                <IconChevronRight {...icon} />
              </ActionIcon>
            )}
          </div>
        }
      >
        {view.failed && (
          <p className={styles.failed}>
            The history before these 30 days could not be loaded.{' '}
            <Button variant="quiet" size="xs" onClick={view.onRetry}>
              Try again
            </Button>
          </p>
        )}
        <Timeline
          data={data}
          shown={view.shown}
          place={view.place}
          words={readout.words}
          onPoint={view.onPoint}
          onPin={view.onPin}
          onOpen={restore}
          onStep={view.onStep}
          onPan={view.onPan}
          onZoom={view.onZoom}
          onStretch={view.onStretch}
        />
        <TimelineReadout readout={readout} server={server} loading={view.loading} />
        {!phone && (
          <TimelineOverview
            days={view.all}
            tracks={view.tracks}
            window={window}
            onWindow={view.setWindow}
            words={shownWords}
          />
        )}
        <Legend used={used} phone={phone} />
      </Panel>
    </Sheet>
  )
}

function Legend({ used, phone }: { used: ReadonlySet<StripCode>; phone: boolean }) {
  return (
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
  )
}

const legend: readonly StripCode[] = ['p', 'w', 'm', 'o', 'r', 'n', 'z', 'u', 'e', 'x']
