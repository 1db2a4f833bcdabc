import { z } from 'zod'
import type { Context } from '../context.ts'
import { idSchema } from '../lib/ids.ts'
import { listQuery } from '../lib/pagination.ts'
import { defineRoute, type HttpReply, type Route } from '../route.ts'
import type { Auth } from './auth.ts'
import { changeMe } from './change-me.ts'
import { createApiKey } from './create-api-key.ts'
import { deleteApiKey } from './delete-api-key.ts'
import { endOtherSessions } from './end-other-sessions.ts'
import { endSession } from './end-session.ts'
import { getMe } from './get-me.ts'
import { getSetupState } from './get-setup-state.ts'
import { listApiKeys } from './list-api-keys.ts'
import { listOperators } from './list-operators.ts'
import { listSessions } from './list-sessions.ts'
import { removeOperator } from './remove-operator.ts'
import {
  ApiKeyPage,
  ChangeMeInput,
  CreateApiKeyInput,
  CreatedApiKey,
  ListApiKeysQuery,
  Me,
  OperatorPage,
  SessionPage,
  SetUpInput,
  SetupState,
  UsePasswordResetInput,
} from './schema.ts'
import { setUp } from './set-up.ts'
import { signIn } from './sign-in.ts'
import { usePasswordReset } from './use-password-reset.ts'

export const identityRoutes = (auth: Auth): readonly Route[] => [
  ...setupRoutes(auth),
  ...personRoutes,
  ...operatorRoutes,
  ...apiKeyRoutes,
]

/** Signs the person in whom `work` just made, and answers with who that is. */
const signedIn = async (
  ctx: Context,
  auth: Auth,
  http: HttpReply,
  person: { user_id: string; name: string; email: string; password: string },
) => {
  for (const cookie of await signIn(ctx, auth, person)) http.addHeader('set-cookie', cookie)
  return getMe({ ...ctx, caller: { ...ctx.caller, kind: 'user', id: person.user_id, name: person.name } })
}

const setupRoutes = (auth: Auth): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/setup',
    operation_id: 'getSetupState',
    tag: 'Identity',
    summary: 'Tell whether the first operator is still to come',
    access: 'anyone',
    reply: { status: 200, body: SetupState },
    errors: [],
    handle: (ctx) => getSetupState(ctx),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/setup',
    operation_id: 'setUp',
    tag: 'Identity',
    summary: 'Become the first operator with the one-time link, and sign in',
    access: 'anyone',
    limited_tries: true,
    body: SetUpInput,
    reply: { status: 201, body: Me },
    errors: ['link_expired'],
    handle: async (ctx, input, http) => signedIn(ctx, auth, http, { ...input, ...(await setUp(ctx, input)) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/password-resets/use',
    operation_id: 'usePasswordReset',
    tag: 'Identity',
    summary: 'Set a new password with a reset link',
    access: 'anyone',
    limited_tries: true,
    body: UsePasswordResetInput,
    reply: { status: 204 },
    errors: ['link_expired'],
    handle: (ctx, input) => usePasswordReset(ctx, input),
  }),
]

const personRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/me',
    operation_id: 'getMe',
    tag: 'Identity',
    summary: 'Tell who is asking and what is theirs',
    access: 'signed_in',
    reply: { status: 200, body: Me },
    errors: [],
    handle: (ctx) => getMe(ctx),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/me',
    operation_id: 'changeMe',
    tag: 'Identity',
    summary: 'Say in which time zone your e-mails tell times',
    access: 'person',
    body: ChangeMeInput,
    reply: { status: 200, body: Me },
    errors: [],
    handle: (ctx, input) => changeMe(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/sessions',
    operation_id: 'listSessions',
    tag: 'Identity',
    summary: 'List your own sign-in sessions',
    access: 'person',
    query: listQuery,
    reply: { status: 200, body: SessionPage },
    errors: ['invalid_cursor'],
    handle: (ctx, input) => listSessions(ctx, input),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/sessions/:session_id',
    operation_id: 'endSession',
    tag: 'Identity',
    summary: 'End one of your own sessions',
    access: 'person',
    params: z.object({ session_id: idSchema('ses') }),
    reply: { status: 204 },
    errors: ['not_found'],
    handle: (ctx, input) => endSession(ctx, input),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/sessions',
    operation_id: 'endOtherSessions',
    tag: 'Identity',
    summary: 'End all your sessions but this one',
    access: 'person',
    reply: { status: 204 },
    errors: [],
    handle: (ctx) => endOtherSessions(ctx),
  }),
]

const operatorRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/operators',
    operation_id: 'listOperators',
    tag: 'Operators',
    summary: 'List who runs this installation',
    access: 'operator',
    query: listQuery,
    reply: { status: 200, body: OperatorPage },
    errors: ['invalid_cursor'],
    handle: (ctx, input) => listOperators(ctx, input),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/operators/:user_id',
    operation_id: 'removeOperator',
    tag: 'Operators',
    summary: 'Take the operator rights of a person away',
    access: 'operator',
    params: z.object({ user_id: idSchema('usr') }),
    reply: { status: 204 },
    errors: ['not_found', 'last_operator'],
    handle: (ctx, input) => removeOperator(ctx, input),
  }),
]

const apiKeyRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/api-keys',
    operation_id: 'listApiKeys',
    tag: 'API keys',
    summary: 'List API keys',
    access: 'signed_in',
    query: ListApiKeysQuery,
    reply: { status: 200, body: ApiKeyPage },
    errors: ['invalid_cursor', 'not_found'],
    handle: (ctx, input) => listApiKeys(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/api-keys',
    operation_id: 'createApiKey',
    tag: 'API keys',
    summary: 'Make an API key; the reply is the only place that shows it',
    access: 'signed_in',
    body: CreateApiKeyInput,
    reply: { status: 201, body: CreatedApiKey },
    errors: ['not_found'],
    handle: (ctx, input) => createApiKey(ctx, input),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/api-keys/:api_key_id',
    operation_id: 'deleteApiKey',
    tag: 'API keys',
    summary: 'End an API key at once',
    access: 'signed_in',
    params: z.object({ api_key_id: idSchema('key') }),
    reply: { status: 204 },
    errors: ['not_found'],
    handle: (ctx, input) => deleteApiKey(ctx, input),
  }),
]
