import {
  IconBuildingStore,
  IconExternalLink,
  IconFlag,
  IconFlagOff,
  IconPlayerPlay,
  IconShieldOff,
  IconShieldPlus,
  IconTag,
} from '@tabler/icons-react'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { KitMenuAct } from '../forms/KitMenuAct.tsx'
import { hasFiles } from '../lib/has-files.ts'
import { hasToSwitchOff, isUnderWay } from '../lib/method-turn.ts'
import { isMachine, providerLabel } from '../lib/provider-facts.ts'
import { whyNotBackUp } from '../lib/why-not-back-up.ts'
import { MenuAct } from '../ui/MenuAct.tsx'
import type { ServerActs } from './server-acts.ts'

type Props = { server: Server; providers: readonly ProviderSummary[]; acts: ServerActs }

const icon = { size: 16, stroke: 1.6 }

/** The entries of a server's menu. */
export function ServerMenuActs({ server, providers, acts }: Props) {
  const reason = server.protections.some(isUnderWay)
    ? 'A change is under way; wait for its run to end.'
    : server.missing_since
      ? `${providerLabel(server.provider, providers)} no longer lists this server.`
      : server.provider_ref === null && !isMachine(server)
        ? 'The server is still being made.'
        : null
  const { onBackUp } = acts
  const panel = providers.find((one) => one.name === server.provider)?.panel_url
  return (
    <>
      {hasToSwitchOff(server) ? (
        <MenuAct
          icon={<IconShieldOff {...icon} />}
          disabledReason={reason}
          onClick={() => acts.onToggle(server, false)}
        >
          Disable backups…
        </MenuAct>
      ) : (
        <MenuAct
          icon={<IconShieldPlus {...icon} />}
          disabledReason={reason}
          onClick={() => acts.onToggle(server, true)}
        >
          Enable backups…
        </MenuAct>
      )}
      {server.backups_enabled && onBackUp && (
        <MenuAct
          icon={<IconPlayerPlay {...icon} />}
          disabledReason={reason ?? whyNotBackUp(server)}
          onClick={() => onBackUp(server)}
        >
          Back up now
        </MenuAct>
      )}
      <MenuAct icon={<IconBuildingStore {...icon} />} onClick={() => acts.onGive(server)}>
        Give to a customer…
      </MenuAct>
      <MenuAct icon={<IconTag {...icon} />} onClick={() => acts.onPlanType(server)}>
        Change the plan type…
      </MenuAct>
      <MenuAct
        icon={server.critical ? <IconFlagOff {...icon} /> : <IconFlag {...icon} />}
        onClick={() => acts.onCritical(server)}
      >
        {server.critical ? 'No longer critical' : 'Mark as critical'}
      </MenuAct>
      {hasFiles(server) && <KitMenuAct onClick={() => acts.onKit(server)} />}
      {panel && server.provider_ref && (
        <MenuAct
          icon={<IconExternalLink {...icon} />}
          onClick={() =>
            window.open(panel.replace('{ref}', encodeURIComponent(server.provider_ref ?? '')), '_blank', 'noreferrer')
          }
        >
          Open the panel of {providerLabel(server.provider, providers)}
        </MenuAct>
      )}
    </>
  )
}
