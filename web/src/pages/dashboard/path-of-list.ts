import { type Path, paths } from '../../paths.ts'
import { isRunsShown } from '../runs/runs-shown.ts'

/** The page that shows what a list of the API has: figures come with their list, people go to its page. */
export function pathOfList(list: string): Path {
  const [pathname = '', query = ''] = list.split('?')
  const asked = new URLSearchParams(query)
  const of = (name: string) => asked.get(name) ?? undefined
  if (pathname === '/api/servers') {
    return paths.backups({
      organization_id: of('organization_id'),
      provider: of('provider'),
      plan_id: of('plan_id'),
      show: of('state') ?? of('backups'),
      rpo_status: of('rpo_status'),
      posture: of('posture'),
      day: of('day'),
      went: of('went'),
      has_points: of('has_points'),
      sort: of('sort'),
    })
  }
  if (pathname === '/api/runs') {
    const show = of('outcome') ?? of('state') ?? null
    return paths.runs({
      organization_id: of('organization_id'),
      kind: of('kind'),
      since: of('since'),
      until: of('until'),
      show: isRunsShown(show) ? show : undefined,
    })
  }
  if (pathname === '/api/subscriptions')
    return paths.plans({ organization_id: of('organization_id'), show: of('paying') && 'paying' })
  return pathname === '/api/operator-tasks' ? paths.operatorTasks() : paths.providerAccounts()
}
