import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react'

/**
 * A dialog whose script comes when it is first opened: pages are quick, and most dialogs are never asked for.
 * Once here it stays, so that it can fade out and keeps what is under way.
 */
export function lazyDialog<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  isOpen: (props: Props) => boolean,
): (props: Props) => ReactNode {
  const Loaded = lazy(async () => ({ default: await load() }))
  return function LazyDialog(props: Props) {
    const [wanted, setWanted] = useState(false)
    if (!wanted && isOpen(props)) setWanted(true)
    return wanted ? (
      <Suspense fallback={null}>
        <Loaded {...props} />
      </Suspense>
    ) : null
  }
}
