import type { QueryClient } from '@tanstack/react-query'
import { setupQuery } from '../api/me.ts'
import { paths } from '../paths.ts'

type History = { location: { pathname: string; href: string }; replace: (path: string) => void }

const entries = [paths.signIn(), paths.welcome(), '/invitation', '/reset-password']

/** Leads to the sign-in page and back here afterwards; on an installation without any operator, to the welcome page. */
export async function goToSignIn(history: History, client: QueryClient): Promise<void> {
  const { pathname, href } = history.location
  if (entries.some((entry) => entry === pathname)) return
  const setup = await client.fetchQuery(setupQuery).catch(() => null)
  // Several answers can be refused at once; the first one has led away already.
  if (history.location.href !== href) return
  history.replace(setup?.needs_setup ? paths.welcome() : paths.signIn(pathname === '/' ? undefined : href))
}
