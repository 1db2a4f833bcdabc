import { Counter, Histogram, type Registry } from 'prom-client'

export type Verb = 'create' | 'list' | 'head' | 'get' | 'put' | 'delete' | 'other'

export type GatewayMetrics = {
  finished(verb: Verb, status: number, seconds: number): void
  moved(direction: 'in' | 'out', bytes: number): void
}

/** How much the gateway does, by verb. */
export const createGatewayMetrics = (registry: Registry): GatewayMetrics => {
  const registers = [registry]
  const requests = new Counter({
    name: 'gateway_requests_total',
    help: 'Requests of the restic REST protocol.',
    labelNames: ['verb', 'status'] as const,
    registers,
  })
  const bytes = new Counter({
    name: 'gateway_bytes_total',
    help: 'Bytes of objects that came in or went out.',
    labelNames: ['direction'] as const,
    registers,
  })
  const seconds = new Histogram({
    name: 'gateway_request_seconds',
    help: 'How long requests took, from their headers to the end of the answer.',
    labelNames: ['verb'] as const,
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  })
  return {
    finished: (verb, status, took) => {
      requests.inc({ verb, status })
      seconds.observe({ verb }, took)
    },
    moved: (direction, count) => bytes.inc({ direction }, count),
  }
}
