import type { Agent } from '../../../src/agents/schema.ts'
import type { EntitledPlan } from '../api/billing-types.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { keepsAtMost } from '../lib/native-fit.ts'
import { coveringPlans, placeFor } from '../lib/place-for.ts'
import { isMachine } from '../lib/provider-facts.ts'
import type { MethodRow } from './MethodChoices.tsx'

type Input = {
  server: Server
  entitled: readonly EntitledPlan[]
  provider: ProviderSummary | undefined
  agent: Agent | null
}

/** The ways a server can be backed up here, each with what it gives or why it cannot be had. */
export function methodRows({ server, entitled, provider, agent }: Input): MethodRow[] {
  const files: MethodRow = {
    method: 'files',
    word: 'Files',
    text: `${agent ? 'by the agent on it' : 'by an agent, to be installed'}; single files, encrypted, kept outside the server`,
    why: covered(server, entitled, 'files'),
  }
  if (isMachine(server)) return [files]
  const days = provider ? keepsAtMost(provider) : null
  const native: MethodRow = {
    method: 'native',
    word: `Native, by ${provider?.label ?? 'the provider'}`,
    text: `an image of the whole server, back within minutes${days === null ? '' : `; kept for at most ${days} days`}`,
    why: whyNotNative(server, entitled, provider),
  }
  return [native, files]
}

function whyNotNative(
  server: Server,
  entitled: readonly EntitledPlan[],
  provider: ProviderSummary | undefined,
): string | null {
  if (provider === undefined) return null
  if (provider.native === null) return `${provider.label} takes no backups of its own`
  const place = placeFor(server, entitled, provider, 'native')
  if (place.kind === 'too_long') return `${place.label} keeps ${place.keeps} days, your plans promise more`
  return covered(server, entitled, 'native')
}

function covered(server: Server, entitled: readonly EntitledPlan[], method: 'native' | 'files'): string | null {
  if (entitled.length === 0 || coveringPlans(server, entitled, method).length > 0) return null
  return 'no plan of yours has it for this server'
}
