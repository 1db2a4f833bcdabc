import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useRecommendations } from '../../api/recommendations.ts'
import type { Server } from '../../api/server-types.ts'
import type { Membership } from '../../api/types.ts'
import { ChosenServers } from '../../components/ChosenServers.tsx'
import { FollowedRuns } from '../../components/FollowedRuns.tsx'
import { StateChips } from '../../components/StateChips.tsx'
import { showIn } from '../../components/show-in.ts'
import { ToggleDialogs } from '../../components/ToggleDialogs.tsx'
import type { Toggling } from '../../components/toggling.ts'
import { useOrganizationFacts, useRunsByServer } from '../../components/use-organization-facts.ts'
import { type Show, useShownServers } from '../../components/use-shown-servers.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatPlural } from '../../format/format-plural.ts'
import type { BulkToggling } from '../../forms/BulkToggleDialog.tsx'
import { AddMachineDialog, BulkToggleDialog } from '../../forms/lazy-server-dialogs.ts'
import { operatorWords } from '../../lib/operator-words.ts'
import { placesInUse } from '../../lib/place-words.ts'
import { searchOf } from '../../lib/search-of.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { ServerCards } from './ServerCards.tsx'
import { ServersEmpty } from './ServersEmpty.tsx'
import { ServersNotice } from './ServersNotice.tsx'
import { ServersTable } from './ServersTable.tsx'
import { type View, ViewChoice } from './ViewChoice.tsx'

/** From so many on, a table tells more than cards. */
const manyFrom = 13

/** Servers as cards or as a table, each with its state and the way to switch backups on or off. */
export function OrganizationServers({ membership }: { membership: Membership }) {
  const { me } = useViewer()
  const whyNotAct = useWhyNotAct()
  const organization = { id: membership.organization_id, name: membership.organization_name }
  const go = useGo()
  const query = useAddressQuery()
  const q = searchOf(query)
  const show: Show = showIn(query.get('show')) ?? 'all'
  const facts = useOrganizationFacts(organization.id)
  const runs = useRunsByServer(organization.id)
  const advice = useRecommendations('open', { organization_id: organization.id })
  const { all, servers, counts } = useShownServers({ within: { organization_id: organization.id }, q, show })
  const [toggling, setToggling] = useState<Toggling | null>(null)
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const [bulk, setBulk] = useState<BulkToggling | null>(null)
  const clear = () => setKeys(new Set())
  const chosen = viewIn(query.get('view'))
  const view = chosen ?? ((all.rows?.length ?? 0) >= manyFrom ? 'table' : 'cards')
  const to = (more: { q?: string; show?: Show; view?: View }) => {
    const next = { q, show, view: chosen, ...more }
    go(paths.servers({ ...next, show: next.show === 'all' ? undefined : next.show }), { replace: true })
  }
  const none = all.rows?.length === 0
  const selection = whyNotAct === null ? { keys, onChange: setKeys, label: (server: Server) => server.name } : undefined
  // What is filtered away is not worked on: what one sees is what happens.
  const checked = view === 'table' ? (servers.rows ?? []).filter((server) => keys.has(server.id)) : []
  const add = (
    <ActionButton
      leftSection={<IconPlus size={16} stroke={1.6} />}
      disabledReason={whyNotAct}
      onClick={() => go(paths.servers({ dialog: 'add' }))}
    >
      Add a machine…
    </ActionButton>
  )
  const list = {
    servers,
    facts,
    empty: (
      <ServersEmpty
        add={add}
        none={none}
        q={q}
        host={operatorWords(me.installation.name)}
        onClear={() => go(paths.servers())}
      />
    ),
    onToggle: (server: Server, enable: boolean) => setToggling({ server, enable }),
  }
  return (
    <>
      <PageHead
        title="Servers"
        acts
        facts={factsOf(counts, facts.entitled)}
        actions={
          <>
            {!none && <ViewChoice value={view} onChange={(next) => to({ view: next })} />}
            {advice.rows && advice.rows.length > 0 && (
              <LinkButton to={paths.recommendations()}>Recommendations</LinkButton>
            )}
            <LinkButton to={paths.plans()}>Plans</LinkButton>
            {view === 'table' && !none && add}
          </>
        }
      />
      {all.rows && !none && (
        <>
          <ServersNotice servers={all.rows} facts={facts} entitled={facts.entitled} />
          <Toolbar>
            <SearchField label="Search servers" value={q} onChange={(text) => to({ q: text })} />
            <StateChips value={show} counts={counts} onChange={(next) => to({ show: next })} />
          </Toolbar>
        </>
      )}
      <FollowedRuns />
      {view === 'table' ? (
        <ServersTable {...list} selection={selection} />
      ) : (
        <ServerCards {...list} runs={runs} add={add} />
      )}
      <ChosenServers servers={checked} toggle={setBulk} onClear={clear} />
      <BulkToggleDialog toggling={bulk} onClose={() => setBulk(null)} onDone={clear} />
      <AddMachineDialog
        open={whyNotAct === null && query.get('dialog') === 'add'}
        adding={{ organization }}
        operator={me.operator}
        onClose={() => to({})}
        onBackUp={(id) => go(paths.server(id, { dialog: 'enable' }))}
      />
      <ToggleDialogs toggling={toggling} facts={facts} onClose={() => setToggling(null)} />
    </>
  )
}

function viewIn(text: string | null): View | undefined {
  return text === 'cards' || text === 'table' ? text : undefined
}

function factsOf(
  counts: Record<string, number> | null,
  entitled: Parameters<typeof placesInUse>[0] | undefined,
): string | undefined {
  if (counts?.all === 0) return undefined
  const on = counts?.enabled ?? 0
  const servers = counts
    ? `${formatPlural(counts.all ?? 0, 'server')}, ${on === 0 ? 'none' : formatCount(on)} with backups.`
    : null
  const places = entitled && entitled.length > 0 ? `Places in use: ${placesInUse(entitled)}` : null
  return [servers, places].filter(Boolean).join(' ') || undefined
}
