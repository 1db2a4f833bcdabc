import { IconAdjustmentsHorizontal, IconPlus } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import type { ProviderSummary } from '../../api/provider-types.ts'
import styles from './BackupsFilters.module.css'
import type { BackupsView } from './use-backups-view.ts'

// Choices from long lists come when somebody wants to choose.
const FilterPanel = lazy(async () => ({ default: (await import('./FilterPanel.tsx')).FilterPanel }))

type Props = {
  view: BackupsView
  providers: readonly ProviderSummary[]
  /** On a phone: what else can be done with the list. */
  acts?: ReactNode
}

/** Opens what narrows the list: a search, the customer, the provider. */
export function FilterButton({ view, providers, acts }: Props) {
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState(false)
  if (open && !asked) setAsked(true)
  const ref = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    // Once the panel lets go of the focus, it is back where it came from.
    requestAnimationFrame(() => ref.current?.focus())
  }
  const phone = acts !== undefined
  const button = {
    type: 'button',
    className: phone ? styles.adjust : styles.add,
    'aria-label': phone ? 'Filter and more' : undefined,
    'aria-haspopup': 'dialog',
    'aria-expanded': open,
    onClick: () => setOpen(!open),
    children: phone ? (
      <IconAdjustmentsHorizontal size={18} stroke={1.6} aria-hidden="true" />
    ) : (
      <>
        <IconPlus size={14} stroke={1.6} aria-hidden="true" />
        Filter
      </>
    ),
  } as const
  if (!asked) return <button {...button} />
  return (
    <Suspense fallback={<button {...button} />}>
      <FilterPanel
        open={open}
        target={<button ref={ref} {...button} />}
        view={view}
        providers={providers}
        acts={acts}
        onClose={close}
      />
    </Suspense>
  )
}
