import type { ProviderName } from '../providers/provider.ts'
import { contaboCloud } from './contabo/contabo-cloud.ts'
import type { Cloud } from './kit/cloud.ts'

/** Every sandbox cloud. A new one is one more line here. */
const clouds: Partial<Record<ProviderName, Cloud>> = { contabo: contaboCloud }

export const cloudOf = (provider: ProviderName): Cloud => {
  const cloud = clouds[provider]
  if (cloud === undefined) throw new Error(`no sandbox cloud for ${provider}`)
  return cloud
}
