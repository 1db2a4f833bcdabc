import { defineRoute, type Route } from '../route.ts'
import { changeChoices } from './change-choices.ts'
import { changeTarget } from './change-target.ts'
import { createTarget } from './create-target.ts'
import { getChoices } from './get-choices.ts'
import { listDeliveries } from './list-deliveries.ts'
import { listTargets } from './list-targets.ts'
import { removeTarget } from './remove-target.ts'
import { rotateSecret } from './rotate-secret.ts'
import {
  ChangeChoicesInput,
  ChangeTargetInput,
  CreateTargetInput,
  ListDeliveriesQuery,
  ListTargetsQuery,
  NotificationChoices,
  NotificationDelivery,
  NotificationDeliveryPage,
  NotificationTarget,
  NotificationTargetPage,
  TargetParams,
  TargetWithSecret,
  UnsubscribeQuery,
} from './schema.ts'
import { testEmail } from './test-email.ts'
import { testTarget } from './test-target.ts'
import { unsubscribe } from './unsubscribe.ts'

const tag = 'Notifications'

const personal: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/me/notification-choices',
    operation_id: 'getNotificationChoices',
    tag,
    summary: 'Tell what you get by e-mail, and how soon',
    access: 'person',
    reply: { status: 200, body: NotificationChoices },
    errors: [],
    handle: (ctx) => getChoices(ctx),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/me/notification-choices',
    operation_id: 'changeNotificationChoices',
    tag,
    summary: 'Choose what you get by e-mail, and how soon',
    access: 'person',
    body: ChangeChoicesInput,
    reply: { status: 200, body: NotificationChoices },
    errors: [],
    handle: (ctx, input) => changeChoices(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/me/notification-choices/test',
    operation_id: 'testNotificationEmail',
    tag,
    summary: 'Send yourself a test by e-mail, and tell what became of it',
    access: 'person',
    reply: { status: 200, body: NotificationDelivery },
    errors: ['email_not_configured'],
    commits_in_steps: true,
    limited_tries: true,
    handle: (ctx) => testEmail(ctx),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/notification-unsubscribe',
    operation_id: 'unsubscribe',
    tag,
    summary: 'Stop all e-mails of notices to the person that the link of one of them names',
    access: 'anyone',
    // Mail programs send a form for their own button (RFC 8058).
    raw_body: true,
    limited_tries: true,
    query: UnsubscribeQuery,
    reply: { status: 204 },
    errors: ['link_expired'],
    handle: (ctx, { token }) => unsubscribe(ctx, { token }),
  }),
]

const targets: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/notification-targets',
    operation_id: 'listNotificationTargets',
    tag,
    summary: 'List webhooks and chats that are told',
    access: 'signed_in',
    query: ListTargetsQuery,
    reply: { status: 200, body: NotificationTargetPage },
    errors: ['invalid_cursor', 'not_found'],
    handle: (ctx, input) => listTargets(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/notification-targets',
    operation_id: 'createNotificationTarget',
    tag,
    summary: 'Add a webhook, or a channel of Slack, Discord, Telegram or ntfy',
    access: 'signed_in',
    body: CreateTargetInput,
    reply: { status: 201, body: TargetWithSecret },
    errors: ['not_found', 'conflict'],
    handle: (ctx, input) => createTarget(ctx, input),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/notification-targets/:notification_target_id',
    operation_id: 'changeNotificationTarget',
    tag,
    summary: 'Change what a target is told, where it is, or whether it is on',
    access: 'signed_in',
    params: TargetParams,
    body: ChangeTargetInput,
    reply: { status: 200, body: NotificationTarget },
    errors: ['not_found'],
    handle: (ctx, input) => changeTarget(ctx, input),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/notification-targets/:notification_target_id',
    operation_id: 'removeNotificationTarget',
    tag,
    summary: 'Remove a target with what waits for it',
    access: 'signed_in',
    params: TargetParams,
    reply: { status: 204 },
    errors: ['not_found'],
    handle: (ctx, input) => removeTarget(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/notification-targets/:notification_target_id/test',
    operation_id: 'testNotificationTarget',
    tag,
    summary: 'Send a test now, and tell what became of it',
    access: 'signed_in',
    params: TargetParams,
    reply: { status: 200, body: NotificationDelivery },
    errors: ['not_found'],
    commits_in_steps: true,
    limited_tries: true,
    handle: (ctx, input) => testTarget(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/notification-targets/:notification_target_id/rotate-secret',
    operation_id: 'rotateNotificationSecret',
    tag,
    summary: 'Give a webhook a new secret; the old one signs too for a day',
    access: 'signed_in',
    params: TargetParams,
    reply: { status: 200, body: TargetWithSecret },
    errors: ['not_found', 'conflict'],
    handle: (ctx, input) => rotateSecret(ctx, input),
  }),
]

const deliveries: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/notification-deliveries',
    operation_id: 'listNotificationDeliveries',
    tag,
    summary: 'List what was sent, newest first, with what became of it',
    access: 'signed_in',
    query: ListDeliveriesQuery,
    reply: { status: 200, body: NotificationDeliveryPage },
    errors: ['invalid_cursor', 'not_found'],
    handle: (ctx, input) => listDeliveries(ctx, input),
  }),
]

export const notificationRoutes: readonly Route[] = [...personal, ...targets, ...deliveries]
