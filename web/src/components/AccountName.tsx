import { useProviderAccount } from '../api/provider-accounts.ts'

/** The label of a provider account, asked for by its id; the id itself once it is gone. */
export function AccountName({ id }: { id: string }) {
  const account = useProviderAccount(id)
  if (account.data) return account.data.label
  if (account.error) return <span className="bs-mono">{id}</span>
  return <span className="bs-dim">…</span>
}
