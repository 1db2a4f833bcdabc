import { useQuery } from '@tanstack/react-query'
import type {
  ChangeChoicesInput,
  ChangeTargetInput,
  CreateTargetInput,
  DeliveryState,
  NotificationChoices,
  NotificationDelivery,
  NotificationTarget,
  TargetWithSecret,
} from '../../../src/notifications/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import { useChange } from './use-change.ts'
import { useCreate } from './use-create.ts'
import { useList } from './use-list.ts'

const choicesPath = '/api/me/notification-choices'
const targetsPath = '/api/notification-targets'
const pathOf = (id: string) => `${targetsPath}/${encodeURIComponent(id)}`
const targets = ['notification_target'] as const
const deliveries = ['notification_delivery'] as const

export function useNotificationChoices() {
  return useQuery({
    queryKey: keys.notificationChoices,
    queryFn: ({ signal }) => request<NotificationChoices>(choicesPath, { signal }),
  })
}

export function useChangeNotificationChoices() {
  return useChange(
    (body: ChangeChoicesInput) => request<NotificationChoices>(choicesPath, { method: 'PUT', body }),
    [keys.notificationChoices],
  )
}

/** Sends oneself a test; the reply says whether the mail server took it. */
export function useTestEmail() {
  return useChange(
    () => request<NotificationDelivery>(`${choicesPath}/test`, { method: 'POST', body: {} }),
    [deliveries],
  )
}

/** The targets of one organization, or with null the operators' own. */
export function useNotificationTargets(organizationId: string | null, enabled: boolean) {
  const query = organizationId === null ? { operators: 'true' } : { organization_id: organizationId }
  return useList<NotificationTarget>(keys.notificationTargets(organizationId), targetsPath, { query, enabled })
}

/** The reply holds the secret of a webhook, this once. */
export function useCreateNotificationTarget() {
  return useCreate<CreateTargetInput, TargetWithSecret>(targetsPath, [targets])
}

export function useChangeNotificationTarget() {
  return useChange(
    ({ id, ...body }: ChangeTargetInput & { id: string }) =>
      request<NotificationTarget>(pathOf(id), { method: 'PATCH', body }),
    [targets],
  )
}

export function useRemoveNotificationTarget() {
  return useChange((id: string) => request<void>(pathOf(id), { method: 'DELETE' }), [targets, deliveries])
}

export function useTestNotificationTarget() {
  return useChange(
    (id: string) => request<NotificationDelivery>(`${pathOf(id)}/test`, { method: 'POST', body: {} }),
    [targets, deliveries],
  )
}

/** The reply holds the new secret, this once. */
export function useRotateNotificationSecret() {
  return useChange(
    (id: string) => request<TargetWithSecret>(`${pathOf(id)}/rotate-secret`, { method: 'POST', body: {} }),
    [targets],
  )
}

/** What was sent, newest first: all that the asker may see. */
export function useNotificationDeliveries(state: DeliveryState | undefined) {
  return useList<NotificationDelivery>(keys.notificationDeliveries(state), '/api/notification-deliveries', {
    query: { state },
  })
}

export function useUnsubscribe() {
  return useChange(
    (token: string) =>
      request<void>(`/api/notification-unsubscribe?${new URLSearchParams({ token })}`, { method: 'POST', body: {} }),
    [],
  )
}
