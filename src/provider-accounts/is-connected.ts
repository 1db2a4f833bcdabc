import type { Services } from '../context.ts'
import { findAccountAcrossOrganizations } from './queries.ts'

/** Whether the account is still there. For the system's own work. */
export const isConnected = async (services: Services, input: { provider_account_id: string }): Promise<boolean> =>
  (await findAccountAcrossOrganizations(services.db, input.provider_account_id)) !== undefined
