import { ApiError } from '../api/api-error.ts'
import { paths } from '../paths.ts'
import { AppLink } from '../shell/AppLink.tsx'
import { Notice } from '../ui/Notice.tsx'

const aboutPlaces = ['subscription_required', 'no_places_left']

/** Why backups were not switched on or off, with the way to the plans where that helps. */
export function ToggleRefusal({ error, title }: { error: unknown; title: string }) {
  if (!error) return null
  const plans = error instanceof ApiError && aboutPlaces.includes(error.code)
  return (
    // In a long dialog on a small screen it would stand out of sight.
    <div ref={(notice) => notice?.scrollIntoView({ block: 'nearest' })}>
      <Notice
        tone="bad"
        alert
        title={title}
        actions={
          plans && (
            <AppLink to={paths.plans()} className="bs-link">
              See plans
            </AppLink>
          )
        }
      >
        {error instanceof Error ? error.message : 'This page met a fault of its own. Load it again.'}
      </Notice>
    </div>
  )
}
