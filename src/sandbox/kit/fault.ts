import { z } from 'zod'

export const faultKinds = [
  /** The change happens, and no answer comes. */
  'timeout_after_effect',
  /** Nothing happens, and no answer comes. */
  'timeout_before_effect',
  /** 429; with `retry-after` where the fault says a number. */
  'rate_limited',
  /** 500; the change happens all the same where the fault says `after_effect`. */
  'server_error',
  /** A listing that is empty although there is something, and says so with confidence. */
  'empty_list',
  /** A listing that lacks half of a page's rows, its total unchanged. */
  'half_list',
  /** 200 with a web page, as a proxy sends. */
  'html',
  /** 401. */
  'unauthorized',
  /** The provider's own way to say that another change is under way. */
  'locked',
  /** The change is accepted, and its asynchronous part fails. */
  'action_errors',
  /** The change is accepted, and its asynchronous part never ends. */
  'action_hangs',
] as const
export type FaultKind = (typeof faultKinds)[number]

/** Something to go wrong on request. */
export const faultSchema = z.object({
  /** The operation's name in the provider's own document, such as `droplets_list`; `*` for all. */
  operation: z.string(),
  kind: z.enum(faultKinds),
  /** How often; then the fault is used up. */
  times: z.number().int().min(1).default(1),
  /** So many matching calls go well first: a second page that fails has 1. */
  after: z.number().int().min(0).default(0),
  /** Only calls for this server (or other thing in the path). */
  target: z.string().optional(),
  /** For `rate_limited`: the `retry-after` header, in seconds. */
  retry_after_seconds: z.number().min(0).optional(),
  /** For `server_error`, `html` and `rate_limited`. */
  after_effect: z.boolean().default(false),
  /** For both time-outs: keep the connection open until the caller gives up, in place of cutting it at once. */
  hold: z.boolean().default(false),
})
export type Fault = z.infer<typeof faultSchema>
export type NewFault = z.input<typeof faultSchema>

export type Faults = {
  add(fault: NewFault): void
  clear(): void
  /** The fault that this call meets, which is thereby used once. */
  take(operation: string, targets: readonly string[]): Fault | null
  list(): readonly Fault[]
  /** How many calls met one, by operation and kind. */
  met(): Readonly<Record<string, number>>
}

/** Faults live in memory: a sandbox cloud that starts again works well. */
export const createFaults = (): Faults => {
  let faults: Fault[] = []
  const met: Record<string, number> = {}
  return {
    add: (fault) => {
      faults = [...faults, faultSchema.parse(fault)]
    },
    clear: () => {
      faults = []
    },
    list: () => faults,
    met: () => met,
    take: (operation, targets) => {
      const fault = faults.find(
        (one) =>
          (one.operation === '*' || one.operation === operation) &&
          (one.target === undefined || targets.includes(one.target)),
      )
      if (fault === undefined) return null
      const used = fault.after > 0 ? { ...fault, after: fault.after - 1 } : { ...fault, times: fault.times - 1 }
      faults = faults.flatMap((one) => (one !== fault ? [one] : used.times > 0 ? [used] : []))
      if (fault.after > 0) return null
      const name = `${fault.kind} of ${operation}`
      met[name] = (met[name] ?? 0) + 1
      return fault
    },
  }
}
