import type { ProviderName } from '../providers/provider.ts'
import { contaboCloud } from './contabo/contabo-cloud.ts'
import { digitaloceanCloud } from './digitalocean/digitalocean-cloud.ts'
import { hetznerCloud } from './hetzner/hetzner-cloud.ts'
import type { Cloud } from './kit/cloud.ts'

/** Every sandbox cloud. A new one is one more line here. */
const clouds: Readonly<Record<ProviderName, Cloud>> = {
  digitalocean: digitaloceanCloud,
  contabo: contaboCloud,
  hetzner: hetznerCloud,
}

export const cloudOf = (provider: ProviderName): Cloud => clouds[provider]
