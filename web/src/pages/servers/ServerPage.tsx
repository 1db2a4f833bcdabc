import { paths } from '../../paths.ts'
import { PageHead } from '../../ui/PageHead.tsx'

/** One server: how it is protected, and what was done about it. */
export function ServerPage({ serverId }: { serverId: string }) {
  return <PageHead title={serverId} crumbs={[{ word: 'Servers', to: paths.servers() }]} />
}
