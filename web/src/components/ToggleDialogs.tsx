import { lazy } from 'react'
import { OnceOpened } from '../ui/OnceOpened.tsx'
import type { ToggleDialogsProps } from './toggling.ts'

const Inside = lazy(async () => ({ default: (await import('./ToggleDialogsInside.tsx')).ToggleDialogsInside }))

/** The two dialogs around the toggle; their code comes when one of them is first opened. */
export function ToggleDialogs(props: ToggleDialogsProps) {
  return (
    <OnceOpened open={props.toggling !== null}>
      <Inside {...props} />
    </OnceOpened>
  )
}
