import { z } from 'zod'
import type { Answer } from './cloud.ts'
import type { SandboxControl } from './control.ts'
import { faultSchema } from './fault.ts'

const settingsSchema = z
  .object({
    latency_ms: z.number().min(0),
    action_ms: z.number().min(0),
    calls_per_hour: z.number().int().min(1),
    echo_secrets: z.boolean(),
  })
  .partial()
const timeSchema = z.object({ advance_ms: z.number().min(0) })
const panelSchema = z.record(z.string(), z.unknown()).nullish()

/** The control over HTTP, at `/_sandbox/*`: for tests and demos in another process. */
export const answerControl = (control: SandboxControl, method: string, path: string, body: unknown): Answer => {
  try {
    return answer(control, `${method} ${path.replace(/^\/_sandbox\/?/, '')}`, body)
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } }
  }
}

const answer = (control: SandboxControl, call: string, body: unknown): Answer => {
  const panel = /^POST panel\/([a-z_]+)$/.exec(call)
  if (panel) return ok(control.panel(panel[1] ?? '', panelSchema.parse(body) ?? {}) ?? null)
  switch (call) {
    case 'GET ':
      return ok({ now: control.now(), credentials: control.credentials(), settings: control.settings() })
    case 'GET faults':
      return ok(control.faults())
    case 'POST faults':
      control.addFault(faultSchema.parse(body))
      return ok(control.faults())
    case 'DELETE faults':
      control.clearFaults()
      return ok([])
    case 'POST time':
      control.advance(timeSchema.parse(body).advance_ms)
      return ok({ now: control.now() })
    case 'GET effects':
      return ok(control.effects())
    case 'GET calls':
      return ok(control.calls())
    case 'DELETE calls':
      control.forgetCalls()
      return ok({})
    case 'GET servers':
      return ok(control.servers())
    case 'PATCH settings':
      control.changeSettings(settingsSchema.parse(body))
      return ok(control.settings())
    default:
      return { status: 404, body: { error: `There is no ${call} under /_sandbox.` } }
  }
}

const ok = (body: unknown): Answer => ({ status: 200, body })
