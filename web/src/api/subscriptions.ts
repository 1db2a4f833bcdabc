import type {
  ChangeSubscriptionInput,
  PurchaseInput,
  Subscription,
  SubscriptionFilters,
  SubscriptionPage,
} from './billing-types.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import { useChange } from './use-change.ts'
import { useCreate } from './use-create.ts'
import { useList } from './use-list.ts'

const changed = [['subscription'], ['audit_event']] as const

/** Subscriptions, newest first; `stripe` says whether cards can be paid with here. */
export function useSubscriptions(filters: SubscriptionFilters, options: { enabled?: boolean; limit?: number } = {}) {
  const { firstPage, ...list } = useList<Subscription, SubscriptionPage>(
    keys.subscriptions(filters),
    '/api/subscriptions',
    { query: filters, ...options },
  )
  return { ...list, stripe: firstPage?.stripe }
}

/** An operator's grant. */
export function useGrantSubscription() {
  return useCreate<PurchaseInput & { ends_at?: string }, Subscription>('/api/subscriptions', changed)
}

/** What a member adds: a request where cards cannot be paid with, else more of what is paid already. */
export function useAddBackupAddon() {
  return useCreate<PurchaseInput, Subscription>('/api/subscriptions/add-backup-addon', changed)
}

/** An operator's decision about one. */
export function useChangeSubscription() {
  return useChange(
    ({ id, ...input }: ChangeSubscriptionInput & { id: string }) =>
      request<Subscription>(`/api/subscriptions/${encodeURIComponent(id)}`, { method: 'PATCH', body: input }),
    changed,
  )
}

/** Leads to the page where it is paid. */
export function useCheckout() {
  return useCreate<PurchaseInput, { url: string }>('/api/billing/checkout', [])
}

/** Leads to the page of cards and invoices. */
export function useBillingPortal() {
  return useCreate<{ organization_id?: string }, { url: string }>('/api/billing/portal', [])
}
