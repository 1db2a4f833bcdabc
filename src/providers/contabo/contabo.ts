import { z } from 'zod'
import type { ProviderEntry } from '../provider-entry.ts'
import { contaboCapabilities } from './capabilities.ts'
import { createContabo } from './create-contabo.ts'
import { createContaboLimiter } from './limits.ts'
import { urlsOf } from './urls.ts'

const filled = (label: string) =>
  z.string().trim().min(1, `${label} is missing. It stands under my.contabo.com/api/details.`)

const credentials = z.object({
  client_id: filled('The client id'),
  client_secret: filled('The client secret'),
  api_user: filled('The API user'),
  api_password: filled('The API password'),
})

/** Contabo, as the registry knows it. */
export const contabo: ProviderEntry = {
  name: 'contabo',
  capabilities: contaboCapabilities,
  credential_fields: [
    {
      name: 'client_id',
      label: 'Client id',
      secret: false,
      help: 'In the Contabo panel under my.contabo.com/api/details, such as INT-1234567.',
    },
    { name: 'client_secret', label: 'Client secret', secret: true, help: 'On the same page.' },
    {
      name: 'api_user',
      label: 'API user',
      secret: false,
      help: 'An e-mail address. Better than your own: a user whose role allows just GET and POST on /v1/compute/instances, its /upgrade, and GET, POST and DELETE on its /snapshots.',
    },
    {
      name: 'api_password',
      label: 'API password',
      secret: true,
      help: 'Not the password of the panel: it is set on the page with the client id.',
    },
  ],
  credentials,
  default_endpoint: urlsOf(null).base_url,
  createLimiter: createContaboLimiter,
  create: ({ credentials: given, endpoint, known_addons }, parts) =>
    createContabo(
      {
        credentials: credentials.parse(given),
        endpoint,
        backup_addon_ids: known_addons?.backup ?? new Set(),
        other_addon_ids: known_addons?.other ?? new Set(),
      },
      parts,
    ),
}
