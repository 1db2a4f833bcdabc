import { useEffect } from 'react'

const everyMs = 5000
const key = 'backstay.reloaded-at'

/**
 * Loads the page again as soon as Backstay answers. Once per address: a file that is missing for good
 * must not turn the page in circles.
 */
export function useReloadWhenBack(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || reloadedAlready()) return
    const timer = setInterval(async () => {
      const answer = await fetch('/healthz').catch(() => null)
      if (!answer?.ok) return
      clearInterval(timer)
      remember()
      location.reload()
    }, everyMs)
    return () => clearInterval(timer)
  }, [wanted])
}

function reloadedAlready(): boolean {
  try {
    return sessionStorage.getItem(key) === location.href
  } catch {
    // Without storage nobody would know of the first time, so there is none.
    return true
  }
}

function remember(): void {
  try {
    sessionStorage.setItem(key, location.href)
  } catch {
    // Forbidden or full; reloadedAlready says so too.
  }
}
