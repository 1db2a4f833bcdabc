import { Button, Checkbox } from '@mantine/core'
import { type LinesFound, useRunLogLines } from '../../api/run-log-lines.ts'
import type { RunKind } from '../../api/run-types.ts'
import { useRuns } from '../../api/runs.ts'
import { OrganizationSelect } from '../../components/OrganizationSelect.tsx'
import { RunsTable } from '../../components/RunsTable.tsx'
import { formatTime } from '../../format/format-time.ts'
import { now } from '../../lib/clock.ts'
import { runWords } from '../../lib/run-look.ts'
import { searchOf } from '../../lib/search-of.ts'
import { paths, type RunsQuery } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { membershipOf, useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { type Chip, Chips } from '../../ui/Chips.tsx'
import { ChosenFilter } from '../../ui/ChosenFilter.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import filterStyles from '../../ui/Filters.module.css'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { states } from '../../ui/marks/states.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { SearchSelect } from '../../ui/SearchSelect.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { LogLinesTable, shortestSearch } from './LogLinesTable.tsx'
import { isRunsShown, type RunsShown, runsShown } from './runs-shown.ts'

const chips: readonly Chip<RunsShown>[] = [
  { value: 'all', word: 'All' },
  { value: 'running', word: 'Running', look: states.run.running },
  { value: 'queued', word: 'Queued', look: states.run.queued },
  { value: 'failed', word: 'Failed', look: states.run.failed },
  { value: 'warning', word: 'Warning', look: states.run.warning },
  { value: 'succeeded', word: 'Succeeded', look: states.run.succeeded },
  { value: 'cancelled', word: 'Cancelled', look: states.run.cancelled },
]

const isKind = (value: string | null): value is RunKind => value !== null && Object.hasOwn(runWords, value)

/** Everything Backstay did and is doing, newest first: for operators of all, for members within their organization. */
export function RunsPage() {
  const membership = membershipOf(useViewer())
  const go = useGo()
  const query = useAddressQuery()
  const kind = query.get('kind')
  const show = query.get('show')
  const q = searchOf(query)
  const wanted: RunsQuery = {
    q: q || undefined,
    organization_id: membership ? undefined : (query.get('organization_id') ?? undefined),
    server_id: query.get('server_id') ?? undefined,
    provider_account_id: query.get('provider_account_id') ?? undefined,
    kind: isKind(kind) ? kind : undefined,
    show: isRunsShown(show) ? show : undefined,
    since: query.get('since') ?? undefined,
    until: query.get('until') ?? undefined,
    view: query.get('view') === 'lines' ? 'lines' : undefined,
    trouble: query.get('trouble') === 'true' ? 'true' : undefined,
  }
  const inLines = wanted.view === 'lines'
  const { server_id, provider_account_id, since, until } = wanted
  const within = {
    organization_id: membership?.organization_id ?? wanted.organization_id,
    server_id,
    provider_account_id,
    since,
    until,
    kind: isKind(kind) ? kind : undefined,
  }
  const runs = useRuns(
    { ...within, q: q || undefined, ...runsShown[isRunsShown(show) ? show : 'all'] },
    { enabled: !inLines },
  )
  const lines = useRunLogLines(
    { ...within, q, level: wanted.trouble && 'warning' },
    inLines && q.length >= shortestSearch,
  )
  const searched = inLines ? searchedWords(lines, since) : undefined
  const filter = (more: RunsQuery) => go(paths.runs({ ...wanted, ...more }), { replace: true })
  const filtered = Object.entries(wanted).some(([name, value]) => name !== 'view' && value)
  const clear = () => go(paths.runs({ view: wanted.view }))
  return (
    <>
      <PageHead
        title="Runs and log"
        below
        facts={
          searched ??
          `Everything Backstay did and is doing${membership ? ` for ${membership.organization_name}` : ''}, each with its log`
        }
        actions={
          <>
            <Listed wanted={wanted} />
            <LinkButton to={paths.restores()}>Restores</LinkButton>
          </>
        }
      />
      <Toolbar
        end={
          filtered && (
            <Button variant="quiet" onClick={clear}>
              Clear the filters
            </Button>
          )
        }
      >
        {!inLines && (
          <Chips
            label="Which runs"
            chips={chips}
            value={isRunsShown(show) ? show : 'all'}
            onChange={(value) => filter({ show: value === 'all' ? undefined : value })}
          />
        )}
        <SearchField
          narrow={!inLines}
          label={inLines ? 'Search the logs of all runs' : 'Search runs'}
          value={q}
          onChange={(text) => filter({ q: text || undefined })}
        />
        {inLines && (
          <Checkbox
            label="Warnings and errors only"
            checked={wanted.trouble === 'true'}
            onChange={(event) => filter({ trouble: event.currentTarget.checked ? 'true' : undefined })}
          />
        )}
        <KindSelect value={wanted.kind} onChange={(kind) => filter({ kind })} />
        {membership === null && (
          <OrganizationSelect
            className={filterStyles.narrow}
            aria-label="Customer"
            none="All customers"
            value={wanted.organization_id ?? null}
            onChange={(id) => filter({ organization_id: id ?? undefined })}
          />
        )}
        <Chosen
          wanted={wanted}
          server={runs.rows?.find((run) => run.server_id === server_id)?.server_name ?? server_id}
          onFilter={filter}
        />
      </Toolbar>
      {inLines ? (
        <LogLinesTable withOrganization={membership === null} lines={lines} q={q} searched={searched} />
      ) : (
        <RunsTable
          withOrganization={membership === null}
          runs={runs}
          empty={<NoRuns filtered={filtered} operator={membership === null} onClear={clear} />}
        />
      )}
    </>
  )
}

type KindProps = { value: string | undefined; onChange: (kind: string | undefined) => void }

function KindSelect({ value, onChange }: KindProps) {
  return (
    <SearchSelect
      className={filterStyles.narrow}
      aria-label="Kind of run"
      data={[
        { value: '', label: 'All kinds' },
        ...Object.entries(runWords).map(([value, label]) => ({ value, label })),
      ]}
      value={value ?? ''}
      onChange={(kind) => onChange(kind || undefined)}
      nothingFoundMessage="No such kind."
    />
  )
}

/** Whether runs are listed, or lines of their logs. */
function Listed({ wanted }: { wanted: RunsQuery }) {
  const go = useGo()
  return (
    <Segments
      label="What is listed"
      choices={[
        { value: 'runs', word: 'Runs' },
        { value: 'lines', word: 'Log lines' },
      ]}
      value={wanted.view ?? 'runs'}
      onChange={(value) => go(paths.runs({ ...wanted, show: undefined, view: value === 'lines' ? value : undefined }))}
    />
  )
}

type ChosenProps = { wanted: RunsQuery; server: string | undefined; onFilter: (more: RunsQuery) => void }

/** What a link to this page narrowed it by; each can be taken off. */
function Chosen({ wanted, server, onFilter }: ChosenProps) {
  const { server_id, since, until, provider_account_id } = wanted
  return (
    <>
      {server_id && <ChosenFilter word={`server ${server}`} onOff={() => onFilter({ server_id: undefined })} />}
      {since && (
        <ChosenFilter
          word={`since ${formatTime(since, { now: now() })}${until ? ` until ${formatTime(until, { now: now() })}` : ''}`}
          onOff={() => onFilter({ since: undefined, until: undefined })}
        />
      )}
      {provider_account_id && (
        <ChosenFilter word="one provider account" onOff={() => onFilter({ provider_account_id: undefined })} />
      )}
    </>
  )
}

function NoRuns({ filtered, operator, onClear }: { filtered: boolean; operator: boolean; onClear: () => void }) {
  return filtered ? (
    <EmptyState
      title="No run matches these filters"
      action={<ActionButton onClick={onClear}>Clear the filters</ActionButton>}
    >
      Runs stay here until they are removed with age; what changed stays in the activity.
    </EmptyState>
  ) : (
    <EmptyState title="No runs yet">
      {operator
        ? 'The first one comes with the first provider account: its sync stands here while it goes on.'
        : 'The first one comes with the first server whose backups are switched on: it stands here while it goes on.'}
    </EmptyState>
  )
}

/** Back to when the logs were looked through. */
function searchedWords({ searched_since: back, hasMore }: LinesFound, since: string | undefined): string | undefined {
  if (back === undefined) return undefined
  if (back === null || !hasMore) return `Logs of all ${since ? 'these ' : ''}runs searched`
  return `Logs of runs since ${formatTime(back, { now: now() })} searched, older ones not yet`
}
