import type { Server } from '../api/server-types.ts'
import type { OrganizationFacts } from './use-organization-facts.ts'

/** Which server's backups somebody is about to switch on or off. */
export type Toggling = { server: Server; enable: boolean }

export type ToggleDialogsProps = { toggling: Toggling | null; facts: OrganizationFacts; onClose: () => void }
