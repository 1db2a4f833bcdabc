import type { ComingStep } from './will-happen.ts'

/** Of a server that runs again: where it has to answer, if anybody said. */
export function healthStep(port: number | null): ComingStep[] {
  if (port === null) return []
  const text = `It has to answer on port ${port} within 5 min, or the restore ends with a warning.`
  return [{ key: 'health', title: 'Health check', text }]
}
