import type { Method, Server } from '../../api/server-types.ts'
import { LeaveOffButton } from '../../components/LeaveOffButton.tsx'
import { backupsOf } from '../../lib/backups-of.ts'
import { againPrice } from '../../lib/charge-words.ts'
import { methodTurn } from '../../lib/method-turn.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { useCosts } from './use-costs.ts'

/** The two ways out where one method is not as it should be: as it was meant, or as it is. */
export function MethodActs({ server, method }: { server: Server; method: Method }) {
  const costs = useCosts(server)
  const turn = methodTurn(server, method)
  const what = <span className="bs-hidden"> {backupsOf([method])}</span>
  if (turn === 'again')
    return (
      <>
        <LinkButton variant="quiet" to={paths.server(server.id, { dialog: `on-${method}` })}>
          Enable again{againPrice(costs, [method])}…{what}
        </LinkButton>
        <LeaveOffButton server={server} methods={[method]} hasPlace />
      </>
    )
  if (turn === 'unwanted')
    return (
      <>
        <LinkButton variant="quiet" to={paths.server(server.id, { dialog: `on-${method}` })}>
          Keep…{what}
        </LinkButton>
        <LinkButton variant="plain" to={paths.server(server.id, { dialog: `off-${method}` })}>
          Switch off…{what}
        </LinkButton>
      </>
    )
  return null
}
