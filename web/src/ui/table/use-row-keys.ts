import { type KeyboardEvent, useRef, useState } from 'react'
import { useLettersOn } from '../../lib/use-letters-on.ts'
import { nextRow } from './next-row.ts'

type Acts = {
  onEnter: (index: number) => void
  /** A single letter on a row; true when it meant something. */
  onLetter: (index: number, key: string, shift: boolean) => boolean
  reveal: (index: number) => void
}

// A row that was scrolled in just now is drawn within a frame or two; on a slow machine within some more.
const mostFrames = 300

const controls = 'a[href], button:not(:disabled), [role="checkbox"], [role="slider"], input'

/**
 * One tab stop with a moving row: up and down (or k and j) move, Enter opens,
 * the right arrow enters the row's controls and the left one or Escape comes back.
 */
export function useRowKeys(count: number, { onEnter, onLetter, reveal }: Acts) {
  const [at, setAt] = useState(0)
  const letters = useLettersOn()
  const active = Math.min(at, Math.max(0, count - 1))

  /** The row on its way to the focus: the next key counts from it, however fast it comes. */
  const wanted = useRef<number | null>(null)

  const focusRow = (body: HTMLElement, index: number) => {
    setAt(index)
    reveal(index)
    wanted.current = index
    const focusOnceDrawn = (framesLeft: number) => {
      if (wanted.current !== index) return
      const row = body.querySelector<HTMLElement>(`[data-row="${index}"]`)
      const movedOn = focusIsOutside(body)
      if (!row && !movedOn && framesLeft > 0) {
        requestAnimationFrame(() => focusOnceDrawn(framesLeft - 1))
        return
      }
      wanted.current = null
      if (!movedOn) row?.focus()
    }
    focusOnceDrawn(mostFrames)
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return
    const row = event.target.closest<HTMLElement>('[data-row]')
    if (!row) return
    const inside = [...row.querySelectorAll<HTMLElement>(controls)].filter(
      (control) => !control.closest('[data-row-detail]'),
    )
    if (event.target === row) {
      const from = wanted.current ?? Number(row.dataset.row)
      const to = nextRow(event.key, from, count, letters)
      if (to !== null) {
        event.preventDefault()
        focusRow(event.currentTarget, to)
      } else if (event.key === 'Enter') {
        event.preventDefault()
        onEnter(from)
      } else if (event.key === 'ArrowRight' && inside[0]) {
        event.preventDefault()
        inside[0].focus()
      } else if (letters && onLetter(from, event.key.toLowerCase(), event.shiftKey)) {
        event.preventDefault()
      }
      return
    }
    const index = inside.indexOf(event.target)
    if (index < 0) return
    if (event.key === 'Escape' || (event.key === 'ArrowLeft' && index === 0)) row.focus()
    else if (event.key === 'ArrowLeft') inside[index - 1]?.focus()
    else if (event.key === 'ArrowRight') inside[index + 1]?.focus()
    else return
    event.preventDefault()
  }

  const onFocus = (event: { target: EventTarget }) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.row === undefined) return
    wanted.current = null
    setAt(Number(event.target.dataset.row))
  }
  return { active, onKeyDown, onFocus }
}

/** Whether somebody went to another part of the page; a row that was scrolled away leaves the focus to the page itself. */
const focusIsOutside = (body: HTMLElement): boolean => {
  const { activeElement } = document
  return activeElement !== null && activeElement !== document.body && !body.contains(activeElement)
}
