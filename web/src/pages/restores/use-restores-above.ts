import { paths } from '../../paths.ts'
import { useViewer } from '../../shell/viewer.ts'

/** The page above the restores: the operators' runs, or an organization's servers. */
export function useRestoresAbove() {
  const { scope } = useViewer()
  return scope.kind === 'operator'
    ? { word: 'Runs and log', to: paths.runs() }
    : { word: 'Servers', to: paths.servers() }
}
