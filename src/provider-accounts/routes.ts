import { defineRoute, type Route } from '../route.ts'
import { changeProviderAccount } from './change-provider-account.ts'
import { checkProviderAccount } from './check-provider-account.ts'
import { connectProviderAccount } from './connect-provider-account.ts'
import { getProviderAccount } from './get-provider-account.ts'
import { listProviderAccounts } from './list-provider-accounts.ts'
import { listProviders } from './list-providers.ts'
import { removeProviderAccount } from './remove-provider-account.ts'
import {
  ChangeProviderAccountInput,
  ConnectProviderAccountInput,
  ListProviderAccountsQuery,
  ProviderAccount,
  ProviderAccountPage,
  ProviderAccountParams,
  ProviderList,
  SyncStarted,
} from './schema.ts'
import { startSync } from './start-sync.ts'

const tag = 'Provider accounts'

const providerErrors = [
  'provider_unauthorized',
  'provider_forbidden',
  'provider_refused',
  'provider_unavailable',
  'provider_rate_limited',
] as const

const reading: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/providers',
    operation_id: 'listProviders',
    tag,
    summary: 'List the clouds Backstay speaks to, what their credentials are, and what they can do',
    access: 'signed_in',
    reply: { status: 200, body: ProviderList },
    errors: [],
    handle: (ctx) => listProviders(ctx),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/provider-accounts',
    operation_id: 'listProviderAccounts',
    tag,
    summary: "List provider accounts: your organizations' own, or all for operators",
    access: 'signed_in',
    query: ListProviderAccountsQuery,
    reply: { status: 200, body: ProviderAccountPage },
    errors: ['not_found', 'forbidden', 'invalid_cursor'],
    handle: (ctx, input) => listProviderAccounts(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/provider-accounts/:provider_account_id',
    operation_id: 'getProviderAccount',
    tag,
    summary: 'Get a provider account, without its credentials',
    access: 'signed_in',
    params: ProviderAccountParams,
    reply: { status: 200, body: ProviderAccount },
    errors: ['not_found', 'forbidden'],
    handle: (ctx, input) => getProviderAccount(ctx, { provider_account_id: input.provider_account_id }),
  }),
]

const changing: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/provider-accounts',
    operation_id: 'connectProviderAccount',
    tag,
    summary: 'Connect a provider account, once the provider has accepted its credentials',
    access: 'signed_in',
    body: ConnectProviderAccountInput,
    reply: { status: 201, body: ProviderAccount },
    errors: ['not_found', 'forbidden', ...providerErrors],
    commits_in_steps: true,
    handle: (ctx, input) => connectProviderAccount(ctx, input),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/provider-accounts/:provider_account_id',
    operation_id: 'changeProviderAccount',
    tag,
    summary: 'Rename a provider account, or give it new credentials',
    access: 'signed_in',
    params: ProviderAccountParams,
    body: ChangeProviderAccountInput,
    reply: { status: 200, body: ProviderAccount },
    errors: ['not_found', 'forbidden', ...providerErrors],
    commits_in_steps: true,
    handle: (ctx, input) => changeProviderAccount(ctx, input),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/provider-accounts/:provider_account_id',
    operation_id: 'removeProviderAccount',
    tag,
    summary: 'Forget a provider account with its credentials and servers; none of them may have backups on',
    access: 'signed_in',
    params: ProviderAccountParams,
    reply: { status: 204 },
    errors: ['not_found', 'forbidden', 'provider_account_in_use'],
    handle: (ctx, input) => removeProviderAccount(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/provider-accounts/:provider_account_id/check',
    operation_id: 'checkProviderAccount',
    tag,
    summary: 'Ask the provider whether the credentials still hold; the answer is the status of the account',
    access: 'signed_in',
    params: ProviderAccountParams,
    reply: { status: 200, body: ProviderAccount },
    errors: ['not_found', 'forbidden'],
    commits_in_steps: true,
    handle: (ctx, input) => checkProviderAccount(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/provider-accounts/:provider_account_id/sync',
    operation_id: 'syncProviderAccount',
    tag,
    summary: 'Look for servers at the provider; resolves with the run that waits or runs already, if there is one',
    access: 'signed_in',
    params: ProviderAccountParams,
    reply: { status: 202, body: SyncStarted },
    errors: ['not_found', 'forbidden'],
    handle: (ctx, input) => startSync(ctx, input),
  }),
]

export const providerAccountRoutes: readonly Route[] = [...reading, ...changing]
