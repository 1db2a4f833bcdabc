import { useServerMargin } from '../../api/server-margin.ts'
import type { Method, Server } from '../../api/server-types.ts'
import { chargeWords, marginFact } from '../../lib/charge-words.ts'
import { useNow } from '../../lib/use-now.ts'
import { useViewer } from '../../shell/viewer.ts'
import type { Fact } from '../../ui/FactBand.tsx'

/** What a server's backups cost: for operators, once it is known. */
export function useCosts(server: Server) {
  return useServerMargin(server.id, useViewer().me.operator).data
}

/** The row of it in what is told of a method. */
export function useChargeRows(server: Server, method: Method): [string, string][] {
  const costs = useCosts(server)
  const charge = costs?.charges.find((one) => one.method === method)
  return charge ? [['Charges', chargeWords(charge, costs?.billed_to ?? null)]] : []
}

/** For operators alone; its place is there before it is known. */
export function useMarginFacts(server: Server): Fact[] {
  const { operator } = useViewer().me
  const { data, error } = useServerMargin(server.id, operator)
  const now = useNow()
  if (!operator) return []
  return [data ? marginFact(data, now) : { label: 'Margin', value: error ? 'not known' : '…' }]
}
