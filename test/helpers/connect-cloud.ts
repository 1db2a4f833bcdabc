import type { ProviderName } from '../../src/providers/provider.ts'
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts'
import type { HttpClient, Json } from './http-client.ts'
import { until } from './until.ts'

/** Connects a sandbox cloud as an operator does, reads its servers, and answers with them all. */
export const connectCloud = async (operator: HttpClient, provider: ProviderName, cloud: Sandbox): Promise<Json[]> => {
  const account = await operator.post('/api/provider-accounts', {
    provider,
    label: 'main',
    credentials: cloud.control.credentials(),
    endpoint: cloud.url,
  })
  const { body } = await operator.post(`/api/provider-accounts/${account.body.id}/sync`)
  await until(async () => (await operator.get(`/api/runs/${body.run_id}`)).body.state === 'finished')
  return (await operator.get('/api/servers?limit=200')).body.data
}
