import type { Server } from '../api/server-types.ts'
import type { ComingStep } from './will-happen.ts'

/** What a server has to answer once it runs: a port, or a ping. */
export type HealthWish = Pick<Server, 'health_port' | 'health_ping'>

export function isHealthSet({ health_port, health_ping }: HealthWish): boolean {
  return health_port !== null || health_ping
}

/** Of a server that runs again: what it has to answer, if anybody said. */
export function healthStep(wish: HealthWish): ComingStep[] {
  if (!isHealthSet(wish)) return []
  const how = wish.health_port === null ? 'Answers a ping' : `Answers on port ${wish.health_port}`
  return [{ key: 'health', title: 'Health check', text: `${how} within 5 min, else the restore ends with a warning.` }]
}
