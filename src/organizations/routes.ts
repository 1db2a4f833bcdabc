import { z } from 'zod'
import { PasswordResetLink, RoleName } from '../identity/schema.ts'
import { listQuery } from '../lib/pagination.ts'
import { defineRoute, type Route } from '../route.ts'
import { changeMemberRole } from './change-member-role.ts'
import { createOrganization } from './create-organization.ts'
import { deleteOrganization } from './delete-organization.ts'
import { getOrganization } from './get-organization.ts'
import { listMembers } from './list-members.ts'
import { listOrganizations } from './list-organizations.ts'
import { removeMember } from './remove-member.ts'
import { renameOrganization } from './rename-organization.ts'
import { resetMemberPassword } from './reset-member-password.ts'
import {
  ListOrganizationsQuery,
  Member,
  MemberPage,
  MemberParams,
  Organization,
  OrganizationInput,
  OrganizationPage,
  OrganizationParams,
  ResetPasswordInput,
} from './schema.ts'

const organizations = [
  defineRoute({
    method: 'GET',
    path: '/api/organizations',
    operation_id: 'listOrganizations',
    tag: 'Organizations',
    summary: 'List organizations: your own, or all for operators',
    access: 'signed_in',
    query: ListOrganizationsQuery,
    reply: { status: 200, body: OrganizationPage },
    errors: ['invalid_cursor'],
    handle: (ctx, input) => listOrganizations(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/organizations',
    operation_id: 'createOrganization',
    tag: 'Organizations',
    summary: 'Make an organization',
    access: 'operator',
    body: OrganizationInput,
    reply: { status: 201, body: Organization },
    errors: ['already_exists'],
    handle: (ctx, input) => createOrganization(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/organizations/:organization_id',
    operation_id: 'getOrganization',
    tag: 'Organizations',
    summary: 'Get an organization',
    access: { role: 'viewer' },
    params: OrganizationParams,
    reply: { status: 200, body: Organization },
    errors: ['not_found'],
    handle: (ctx, input) => getOrganization(ctx, input),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/organizations/:organization_id',
    operation_id: 'renameOrganization',
    tag: 'Organizations',
    summary: 'Rename an organization',
    access: { role: 'owner' },
    params: OrganizationParams,
    body: OrganizationInput,
    reply: { status: 200, body: Organization },
    errors: ['not_found', 'already_exists'],
    handle: (ctx, input) => renameOrganization(ctx, input),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/organizations/:organization_id',
    operation_id: 'deleteOrganization',
    tag: 'Organizations',
    summary: 'Delete an organization with its members, invitations and API keys',
    access: 'operator',
    params: OrganizationParams,
    reply: { status: 204 },
    errors: ['not_found', 'organization_is_house', 'organization_in_use', 'organization_pays_by_card'],
    handle: (ctx, input) => deleteOrganization(ctx, input),
  }),
]

const members = [
  defineRoute({
    method: 'GET',
    path: '/api/organizations/:organization_id/members',
    operation_id: 'listMembers',
    tag: 'Members',
    summary: 'List the members of an organization',
    access: { role: 'viewer' },
    params: OrganizationParams,
    query: listQuery,
    reply: { status: 200, body: MemberPage },
    errors: ['not_found', 'invalid_cursor'],
    handle: (ctx, input) => listMembers(ctx, input),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/organizations/:organization_id/members/:member_id',
    operation_id: 'changeMemberRole',
    tag: 'Members',
    summary: 'Give a member another role',
    access: { role: 'owner' },
    params: MemberParams,
    body: z.object({ role: RoleName }),
    reply: { status: 200, body: Member },
    errors: ['not_found', 'last_owner'],
    handle: (ctx, input) => changeMemberRole(ctx, input),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/organizations/:organization_id/members/:member_id',
    operation_id: 'removeMember',
    tag: 'Members',
    summary: 'Take a member out, or leave',
    access: { role: 'viewer' },
    params: MemberParams,
    reply: { status: 204 },
    errors: ['not_found', 'last_owner'],
    handle: (ctx, input) => removeMember(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/organizations/:organization_id/members/:member_id/password-reset',
    operation_id: 'resetMemberPassword',
    tag: 'Members',
    summary: 'Make a one-time link with which a member sets a new password',
    access: 'operator',
    params: MemberParams,
    body: ResetPasswordInput,
    reply: { status: 201, body: PasswordResetLink },
    errors: ['not_found'],
    handle: (ctx, input) => resetMemberPassword(ctx, input),
  }),
]

export const organizationRoutes: readonly Route[] = [...organizations, ...members]
