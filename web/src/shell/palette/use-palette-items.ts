import { IconBuildingStore, IconHistory, IconListDetails } from '@tabler/icons-react'
import { useOrganizations } from '../../api/organizations.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { paths } from '../../paths.ts'
import { navFor } from '../nav.ts'
import { useGo } from '../use-go.ts'
import { roleOf, useViewer } from '../viewer.ts'
import type { PaletteItem } from './palette-types.ts'
import { usePaletteActions } from './use-palette-actions.ts'
import { usePaletteServers } from './use-palette-servers.ts'

const customersShown = 8

/** Everything the palette can do for this person: pages, actions, servers and customers by name. */
export function usePaletteItems(q: string): { items: PaletteItem[]; searching: boolean } {
  const role = roleOf(useViewer())
  const go = useGo()
  const actions = usePaletteActions()
  const searches = role === 'operator' && q !== ''
  const customers = useOrganizations(q, searches)
  const pages = navFor(role).map(
    (page): PaletteItem => ({
      key: page.key,
      group: 'Pages',
      word: page.word,
      icon: page.icon,
      keys: ['g', page.letter],
      also: 'go to page',
      run: () => go(page.to),
    }),
  )
  const restores: PaletteItem = {
    key: 'restores',
    group: 'Pages',
    word: 'Restores',
    icon: IconHistory,
    also: 'go to page',
    run: () => go(paths.restores()),
  }
  const found = (searches ? (customers.rows ?? []) : []).slice(0, customersShown).map(
    (organization): PaletteItem => ({
      key: organization.id,
      group: 'Customers',
      word: organization.name,
      detail: formatPlural(organization.member_count, 'member', 'members'),
      icon: IconBuildingStore,
      run: () => go(paths.customer(organization.id)),
    }),
  )
  const runs: PaletteItem[] = q
    ? [
        {
          key: 'runs',
          group: 'Actions',
          word: `Runs about “${q}”`,
          icon: IconListDetails,
          also: 'find log',
          run: () => go(paths.runs({ q })),
        },
      ]
    : []
  const servers = usePaletteServers(q)
  const searching = (searches && customers.rows === undefined && !customers.error) || servers.searching
  return { items: [...pages, restores, ...servers.items, ...found, ...actions, ...runs], searching }
}
