import { z } from 'zod'
import { Email, LinkToken, Password, PersonName, RoleName } from '../identity/schema.ts'
import { idSchema } from '../lib/ids.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'

const OrganizationName = z.string().trim().min(1, 'Expected a name.').max(100)

export const Organization = z
  .object({
    id: idSchema('org'),
    name: z.string(),
    house: z.boolean().describe('The one organization that holds servers not yet given to a customer.'),
    member_count: z.number().int(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Organization' })
export type Organization = z.infer<typeof Organization>
export const ListedOrganization = Organization.extend({
  server_count: z.number().int(),
  protected_count: z.number().int().describe('Servers with backups on.'),
  missed_count: z.number().int().describe('Servers without a good backup in time.'),
}).meta({ id: 'ListedOrganization' })
export type ListedOrganization = z.infer<typeof ListedOrganization>
export const OrganizationPage = pageOf(ListedOrganization)

export const ListOrganizationsQuery = listQuery.extend({
  q: z.string().max(100).optional().describe('Part of the name.'),
})
export type ListOrganizationsQuery = z.infer<typeof ListOrganizationsQuery>
export const OrganizationInput = z.object({ name: OrganizationName })
export const OrganizationParams = z.object({ organization_id: idSchema('org') })

export const Member = z
  .object({
    id: idSchema('mem'),
    organization_id: idSchema('org'),
    user_id: idSchema('usr'),
    name: z.string(),
    email: z.string(),
    role: RoleName,
    two_factor_enabled: z.boolean(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof Member>
export const MemberPage = pageOf(Member)
export const MemberParams = OrganizationParams.extend({ member_id: idSchema('mem') })
export type MemberParams = z.infer<typeof MemberParams>

export const ResetPasswordInput = z.object({
  remove_two_factor: z
    .boolean()
    .default(false)
    .describe('Switches the second factor off, for a member who lost that, too.'),
})
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>

export const InvitationStatus = z.enum(['pending', 'accepted', 'revoked', 'expired'])
export const Invitation = z
  .object({
    id: idSchema('inv'),
    organization_id: idSchema('org').nullable().describe('Null for an invitation to become operator.'),
    email: z.string(),
    role: z.enum(['owner', 'manager', 'viewer', 'operator']),
    status: InvitationStatus,
    invited_by: z.string(),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: 'Invitation' })
export type Invitation = z.infer<typeof Invitation>
export const InvitationPage = pageOf(Invitation)
export const InvitationParams = OrganizationParams.extend({ invitation_id: idSchema('inv') })

export const CreatedInvitation = Invitation.extend({
  url: z.string().describe('The link to hand over. Shown this once.'),
  emailed: z.boolean().describe('Whether the link is also on its way by e-mail.'),
}).meta({ id: 'CreatedInvitation' })
export type CreatedInvitation = z.infer<typeof CreatedInvitation>

export const InviteMemberInput = z.object({ email: Email, role: RoleName })
export const InviteOperatorInput = z.object({ email: Email })

export const LookUpInvitationInput = z.object({ token: LinkToken })
export const InvitationFacts = z
  .object({
    email: z.string(),
    role: z.enum(['owner', 'manager', 'viewer', 'operator']),
    organization_name: z.string().nullable(),
    invited_by: z.string(),
    expires_at: z.iso.datetime(),
    has_account: z.boolean().describe('Whether this e-mail signs in already; then no name and password are asked.'),
  })
  .meta({ id: 'InvitationFacts' })
export type InvitationFacts = z.infer<typeof InvitationFacts>

export const AcceptInvitationInput = z.object({
  token: LinkToken,
  name: PersonName.optional(),
  password: Password.optional(),
})
export type AcceptInvitationInput = z.infer<typeof AcceptInvitationInput>
