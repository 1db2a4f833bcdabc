import { paths } from '../../paths.ts'
import { useViewer } from '../../shell/viewer.ts'

/** The list that lies above a server's page: the organization's own, or the operators' of all. */
export function useServersAbove() {
  const { scope } = useViewer()
  return scope.kind === 'operator' ? { word: 'Backups', to: paths.backups() } : { word: 'Servers', to: paths.servers() }
}
