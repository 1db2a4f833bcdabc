import { IconServer, IconShieldOff, IconShieldPlus } from '@tabler/icons-react'
import type { Server } from '../../api/server-types.ts'
import { useServers } from '../../api/servers.ts'
import { hasToSwitchOff } from '../../lib/method-turn.ts'
import { placeOf } from '../../lib/provider-facts.ts'
import { reaches } from '../../lib/roles.ts'
import { paths } from '../../paths.ts'
import { useGo } from '../use-go.ts'
import { membershipOf, roleOf, useViewer } from '../viewer.ts'
import type { PaletteItem } from './palette-types.ts'

const shown = 6
/** Words of the actions below: what is left of what was typed is the server's name. */
const actionWords = /\b(enable|disable|backups?|for|of)\b/gi

/** Servers by name, each with what can be done about its backups. */
export function usePaletteServers(q: string): { items: PaletteItem[]; searching: boolean } {
  const viewer = useViewer()
  const go = useGo()
  const name = q.replace(actionWords, ' ').replace(/\s+/g, ' ').trim()
  const found = useServers(
    { organization_id: membershipOf(viewer)?.organization_id, q: name },
    { enabled: name !== '', limit: shown },
  )
  const rows = name === '' ? [] : (found.rows ?? []).slice(0, shown)
  const mayToggle = viewer.me.operator || reaches(roleOf(viewer), 'manager')
  const toggle = (server: Server): PaletteItem => {
    const on = hasToSwitchOff(server)
    return {
      key: `toggle ${server.id}`,
      group: 'Actions',
      word: on ? `Disable backups of ${server.name}…` : `Enable backups for ${server.name}…`,
      icon: on ? IconShieldOff : IconShieldPlus,
      run: () => go(paths.server(server.id, { dialog: on ? 'disable' : 'enable' })),
    }
  }
  const items = rows.map(
    (server): PaletteItem => ({
      key: server.id,
      group: 'Servers',
      word: server.name,
      detail: placeOf(server),
      icon: IconServer,
      run: () => go(paths.server(server.id)),
    }),
  )
  return {
    items: [...items, ...(mayToggle ? rows.map(toggle) : [])],
    searching: name !== '' && found.rows === undefined && !found.error,
  }
}
