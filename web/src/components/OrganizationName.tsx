import { useOrganization } from '../api/organizations.ts'

/** The name of an organization, asked for by its id; the id itself once it is gone. */
export function OrganizationName({ id }: { id: string }) {
  const organization = useOrganization(id)
  if (organization.data) return organization.data.name
  if (organization.error) return <span className="bs-mono">{id}</span>
  // Never empty, since it often is all that a link says.
  return <span className="bs-dim">…</span>
}
