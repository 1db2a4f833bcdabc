import { useLayoutEffect, useRef, useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import { useProviders } from '../api/providers.ts'
import type { Method, Server } from '../api/server-types.ts'
import { useToggleBackups } from '../api/servers.ts'
import { backupsOf } from '../lib/backups-of.ts'
import { capital } from '../lib/capital.ts'
import { focusHome, setFocusHome } from '../lib/focus-home.ts'
import { paths } from '../paths.ts'
import { useGo } from '../shell/use-go.ts'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'
import { showToast } from '../ui/toast/show-toast.ts'

/** Refusals that a dialog answers: it lists what would go, or which other method rests on this one. */
const asks = ['would_destroy_recovery_points', 'method_needed']

export type LeaveOff = {
  server: Server
  methods: readonly Method[]
  /** Then they can be switched on again as easily. */
  hasPlace: boolean
}

/** Takes back the wish for backups that are off: needs no dialog, since nothing is there to lose. One press is one request. */
export function useLeaveOff({ server, methods, hasPlace }: LeaveOff): { busy: boolean; leave: () => void } {
  const toggle = useToggleBackups()
  const providers = useProviders().data
  const go = useGo()
  const [busy, setBusy] = useState(false)
  // A second press may come before anything is drawn.
  const sent = useRef(false)
  // What is left off has no such button any more.
  useLayoutEffect(() => () => void (sent.current && setTimeout(focusHome)), [])
  const { id, name } = server
  const left = server.protections.filter((one) => methods.includes(one.method))
  const others = server.protections.some((one) => one.observed_state === 'on' && !methods.includes(one.method))
  const plan_id = left.find((one) => one.plan_id !== null && !one.beyond_subscription)?.plan_id
  const backs =
    !methods.includes('native') || providers?.find((one) => one.name === server.provider)?.native?.can_disable
  const onAgain = () =>
    toggle
      .mutateAsync({ server_id: id, enable: true, methods: [...methods], plan_id: plan_id ?? undefined })
      .catch((error: unknown) => showErrorToast(`Backups of ${name} stay off.`, error))
  const done = () =>
    showToast({
      title: 'Left off.',
      message: others
        ? `${capital(backupsOf(methods))} of ${name} stay off; the others go on.`
        : `${name} stays without backups.`,
      // With the place that it had until now; what nobody could take back is bought after a second look only.
      ...(plan_id && hasPlace && backs ? { undo: onAgain, undo_word: 'Enable again' } : {}),
    })
  const refused = (error: unknown) => {
    sent.current = false
    setBusy(false)
    setFocusHome(null)
    if (error instanceof ApiError && asks.includes(error.code))
      go(paths.server(id, { dialog: methods.length === 1 && methods[0] ? `off-${methods[0]}` : 'disable' }))
    else showErrorToast(`${name} was not changed.`, error)
  }
  const leave = () => {
    if (sent.current) return
    sent.current = true
    setBusy(true)
    const about = document.activeElement?.closest('article, li, tr, section')
    setFocusHome(() => about?.querySelector('[data-backup-buttons] button') ?? about?.querySelector('a, button'))
    // Told by the promise, which outlives the button.
    void toggle.mutateAsync({ server_id: id, enable: false, methods: [...methods] }).then(done, refused)
  }
  return { busy, leave }
}
