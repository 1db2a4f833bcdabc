import { useEffect, useRef } from 'react'
import { useLettersOn } from '../lib/use-letters-on.ts'
import { isTyping } from './is-typing.ts'
import { navFor } from './nav.ts'
import type { ShellActions } from './shell-actions.ts'
import { useGo } from './use-go.ts'
import { roleOf, useViewer } from './viewer.ts'

/** How long after g its letter still counts. */
const chordMs = 1500

/** The keys that work on every page: the palette, the list of keys, g and a letter. */
export function useShortcuts({ openPalette, openShortcuts }: ShellActions): void {
  const go = useGo()
  const role = roleOf(useViewer())
  const letters = useLettersOn()
  const chord = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(() => {
    const endChord = () => {
      if (chord.current) clearTimeout(chord.current)
      chord.current = null
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const dialog = document.querySelector('[aria-modal="true"]') !== null
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
        event.preventDefault()
        if (!dialog) openPalette()
        return
      }
      if (
        dialog ||
        !letters ||
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target)
      )
        return
      const inChord = chord.current !== null
      endChord()
      const page = inChord ? navFor(role).find((item) => item.letter === event.key) : undefined
      if (page) go(page.to)
      else if (event.key === 'g') chord.current = setTimeout(endChord, chordMs)
      else if (event.key === '/') openPalette()
      else if (event.key === '?') openShortcuts()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      endChord()
    }
  }, [go, role, letters, openPalette, openShortcuts])
}
