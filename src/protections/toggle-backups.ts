import { type Context, requireRole } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { type LoadedServer, loadServer } from '../servers/load-server.ts'
import type { ProtectionRow } from './queries.ts'
import { requireClearOptions } from './require-clear-options.ts'
import { Reason, type ToggleInput } from './schema.ts'
import { switchOff } from './switch-off.ts'
import { switchOn } from './switch-on.ts'

export type ToggleResult = {
  success: true
  message: string
  server_id: string
  backups_enabled: boolean
  /** Set while the provider is at work: 202 then. */
  run_id?: string
}

/**
 * Switches a server's backups on or off (S4): the subscription first, then the provider, then the record. Repeating it changes
 * nothing more. Commits in steps. Throws subscription_required, no_places_left, place_on_other_plan, would_destroy_recovery_points,
 * method_unavailable, method_needed, server_missing and provider_… errors, each with the contract's fields beside it.
 */
export const toggleBackups = async (
  ctx: Context,
  input: ToggleInput & { server_id: string; parent_run_id?: string },
): Promise<ToggleResult> => {
  const server = await loadServer(ctx, { server_id: input.server_id })
  try {
    requireRole(ctx.caller, server.organization_id, 'manager')
    requireClearOptions(input)
    const protections = input.enable ? await switchOn(ctx, server, input) : await switchOff(ctx, server, input)
    // As the server is now: a method that was not named may be on as well.
    const { backups_enabled } = await loadServer(ctx, { server_id: server.id })
    return answerOf({ ...server, backups_enabled }, input.enable, protections)
  } catch (error) {
    throw error instanceof AppError ? await besideToggle(ctx, server, error) : error
  }
}

const answerOf = (server: LoadedServer, enable: boolean, protections: readonly ProtectionRow[]): ToggleResult => {
  const { backups_enabled } = server
  const open = protections.filter((row) => !isDone(row, enable))
  // What failed is told, whatever else is still on its way.
  const undone = (enable ? open.find(({ phase }) => phase === 'failed') : undefined) ?? open[0]
  if (undone === undefined)
    return { success: true, message: words(enable, backups_enabled), server_id: server.id, backups_enabled }
  const reason = undone.reason === null ? null : Reason.parse(undone.reason)
  if (undone.phase === 'failed') {
    const switched_on = protections.filter((row) => row.desired_state === 'on' && row.phase !== 'failed')
    throw new AppError(failureOf(reason?.code), {
      message: reason?.message ?? '',
      ...(enable && switched_on.length > 0
        ? { details: { switched_on: switched_on.map(({ method }) => method) } }
        : {}),
    })
  }
  return {
    success: true,
    message: reason?.message ?? (enable ? 'Backups are being enabled.' : 'Backups are being disabled.'),
    server_id: server.id,
    backups_enabled,
    ...(undone.run_id ? { run_id: undone.run_id } : {}),
  }
}

const isDone = (row: ProtectionRow, enable: boolean): boolean =>
  row.phase === 'idle' && (row.observed_state === 'on') === enable

/** The words of the contract (S4), but where they would not be true: another method stays on. */
const words = (enable: boolean, backups_enabled: boolean) => {
  if (enable) return 'Backups enabled successfully'
  return backups_enabled ? 'Switched off. Another method goes on with backups.' : 'Backups disabled successfully'
}

const failureOf = (code: string | undefined) => {
  if (code === 'subscription_lapsed') return 'subscription_required' as const
  if (code === 'server_gone') return 'server_missing' as const
  return 'provider_refused' as const
}

/** A refusal in the form of the contract: `success: false` and the flag as it is, beside the standard error. */
const besideToggle = async (ctx: Context, server: LoadedServer, error: AppError): Promise<AppError> => {
  const { backups_enabled } = await loadServer(ctx, { server_id: server.id })
  return new AppError(error.code, {
    message: error.message,
    ...(error.details ? { details: error.details } : {}),
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
    beside: { success: false, message: error.message, server_id: server.id, backups_enabled },
    cause: error.cause,
  })
}
