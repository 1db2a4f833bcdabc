import type { Server } from '../api/server-types.ts'

export type ServerActs = {
  onToggle: (server: Server, enable: boolean) => void
  /** Null where the page has a button for it. */
  onBackUp: ((server: Server) => void) | null
  onPlanType: (server: Server) => void
  onGive: (server: Server) => void
  onCritical: (server: Server) => void
  onKit: (server: Server) => void
}
