import { z } from 'zod'
import type { Auth } from '../identity/auth.ts'
import { getMe } from '../identity/get-me.ts'
import { Me } from '../identity/schema.ts'
import { signIn } from '../identity/sign-in.ts'
import { idSchema } from '../lib/ids.ts'
import { listQuery } from '../lib/pagination.ts'
import { defineRoute, type Route } from '../route.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { invite } from './invite.ts'
import { listInvitations } from './list-invitations.ts'
import { lookUpInvitation } from './look-up-invitation.ts'
import { revokeInvitation } from './revoke-invitation.ts'
import {
  AcceptInvitationInput,
  CreatedInvitation,
  InvitationFacts,
  InvitationPage,
  InvitationParams,
  InviteMemberInput,
  InviteOperatorInput,
  LookUpInvitationInput,
  OrganizationParams,
} from './schema.ts'

const memberInvitations = [
  defineRoute({
    method: 'GET',
    path: '/api/organizations/:organization_id/invitations',
    operation_id: 'listInvitations',
    tag: 'Invitations',
    summary: 'List invitations into an organization',
    access: { role: 'manager' },
    params: OrganizationParams,
    query: listQuery,
    reply: { status: 200, body: InvitationPage },
    errors: ['not_found', 'invalid_cursor'],
    handle: (ctx, input) => listInvitations(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/organizations/:organization_id/invitations',
    operation_id: 'inviteMember',
    tag: 'Invitations',
    summary: 'Invite somebody into an organization',
    access: { role: 'owner' },
    params: OrganizationParams,
    body: InviteMemberInput,
    reply: { status: 201, body: CreatedInvitation },
    errors: ['not_found', 'already_member'],
    handle: (ctx, input) => invite(ctx, input),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/organizations/:organization_id/invitations/:invitation_id',
    operation_id: 'revokeInvitation',
    tag: 'Invitations',
    summary: 'Make an invitation link stop working',
    access: { role: 'owner' },
    params: InvitationParams,
    reply: { status: 204 },
    errors: ['not_found'],
    handle: (ctx, input) => revokeInvitation(ctx, input),
  }),
]

const operatorInvitations = [
  defineRoute({
    method: 'GET',
    path: '/api/operator-invitations',
    operation_id: 'listOperatorInvitations',
    tag: 'Operators',
    summary: 'List invitations to become operator',
    access: 'operator',
    query: listQuery,
    reply: { status: 200, body: InvitationPage },
    errors: ['invalid_cursor'],
    handle: (ctx, input) => listInvitations(ctx, { ...input, organization_id: null }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/operator-invitations',
    operation_id: 'inviteOperator',
    tag: 'Operators',
    summary: 'Invite somebody to become operator',
    access: 'operator',
    body: InviteOperatorInput,
    reply: { status: 201, body: CreatedInvitation },
    errors: ['already_member'],
    handle: (ctx, input) => invite(ctx, { ...input, organization_id: null, role: 'operator' }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/operator-invitations/:invitation_id',
    operation_id: 'revokeOperatorInvitation',
    tag: 'Operators',
    summary: 'Make an operator invitation link stop working',
    access: 'operator',
    params: z.object({ invitation_id: idSchema('inv') }),
    reply: { status: 204 },
    errors: ['not_found'],
    handle: (ctx, input) => revokeInvitation(ctx, { ...input, organization_id: null }),
  }),
]

const links = (auth: Auth) => [
  defineRoute({
    method: 'POST',
    path: '/api/invitations/lookup',
    operation_id: 'lookUpInvitation',
    tag: 'Invitations',
    summary: 'Tell the holder of an invitation link what it is for',
    access: 'anyone',
    limited_tries: true,
    body: LookUpInvitationInput,
    reply: { status: 200, body: InvitationFacts },
    errors: ['link_expired'],
    handle: (ctx, input) => lookUpInvitation(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invitations/accept',
    operation_id: 'acceptInvitation',
    tag: 'Invitations',
    summary: 'Take an invitation up; a new person is signed in',
    access: 'anyone',
    limited_tries: true,
    body: AcceptInvitationInput,
    reply: { status: 200, body: Me },
    errors: ['link_expired', 'sign_in_first'],
    handle: async (ctx, input, http) => {
      const { user_id, name, email, password } = await acceptInvitation(ctx, input)
      const cookies = password === null ? [] : await signIn(ctx, auth, { email, password })
      for (const cookie of cookies) http.addHeader('set-cookie', cookie)
      return getMe({ ...ctx, caller: { ...ctx.caller, kind: 'user', id: user_id, name } })
    },
  }),
]

export const invitationRoutes = (auth: Auth): readonly Route[] => [
  ...memberInvitations,
  ...operatorInvitations,
  ...links(auth),
]
