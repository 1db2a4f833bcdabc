import type { APIRequestContext } from 'playwright-core'

export type Shot = { name: string; path: string; who: 'operator' | 'owner' }

/** Which pages are taken, by whom they are seen. Makes the owner, who sees the customer's side of the demo. */
export const shotsOf = async (
  request: APIRequestContext,
  owner: { email: string; password: string },
): Promise<readonly Shot[]> => {
  const rowOf = async (path: string, name: string): Promise<{ id: string }> => {
    const { data } = await (await request.get(path)).json()
    const found = data.find((row: { name: string }) => row.name === name)
    if (found === undefined)
      throw new Error(`The demo has no ${name} any more. Name another in tools/screenshots/shots.ts.`)
    return found
  }
  const organization = await rowOf('/api/organizations', 'Harbour & Finch')
  const server = await rowOf('/api/servers?limit=200', 'shop-prod-2')
  const machine = await rowOf('/api/servers?limit=200', 'front-desk')
  await join(request, organization.id, owner)
  return [
    { name: 'dashboard', path: '/dashboard', who: 'operator' },
    { name: 'backups', path: '/backups', who: 'operator' },
    { name: 'server', path: `/servers/${server.id}`, who: 'operator' },
    { name: 'restore', path: `/servers/${machine.id}/restore`, who: 'operator' },
    { name: 'runs', path: '/runs', who: 'operator' },
    { name: 'plans', path: '/plans', who: 'operator' },
    { name: 'customer-servers', path: '/servers', who: 'owner' },
    { name: 'customer-plans', path: '/plans', who: 'owner' },
  ]
}

const join = async (
  request: APIRequestContext,
  organizationId: string,
  { email, password }: { email: string; password: string },
): Promise<void> => {
  const invited = await request.post(`/api/organizations/${organizationId}/invitations`, {
    data: { email, role: 'owner' },
  })
  if (!invited.ok()) throw new Error(`The invitation answered ${invited.status()}: ${await invited.text()}`)
  const token = new URL((await invited.json()).url).hash.replace('#token=', '')
  // Without the operator's session: whoever accepts is somebody new.
  const accepted = await fetch(new URL('/api/invitations/accept', invited.url()), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(invited.url()).origin },
    body: JSON.stringify({ token, name: 'Eleanor Finch', password }),
  })
  if (!accepted.ok) throw new Error(`Accepting the invitation answered ${accepted.status}: ${await accepted.text()}`)
}
