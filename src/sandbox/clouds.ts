import type { ProviderName } from '../providers/provider.ts'
import { contaboCloud } from './contabo/contabo-cloud.ts'
import { digitaloceanCloud } from './digitalocean/digitalocean-cloud.ts'
import { hetznerCloud } from './hetzner/hetzner-cloud.ts'
import type { Cloud } from './kit/cloud.ts'
import { linodeCloud } from './linode/linode-cloud.ts'
import { vultrCloud } from './vultr/vultr-cloud.ts'

/** Every sandbox cloud. A new one is one more line here. */
const clouds: Readonly<Record<ProviderName, Cloud>> = {
  digitalocean: digitaloceanCloud,
  contabo: contaboCloud,
  hetzner: hetznerCloud,
  linode: linodeCloud,
  vultr: vultrCloud,
}

export const cloudOf = (provider: ProviderName): Cloud => clouds[provider]
