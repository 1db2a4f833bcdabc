import { useQueryClient } from '@tanstack/react-query'
import { signOut } from '../api/identity.ts'
import { paths } from '../paths.ts'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'

/** Ends this session and forgets everything that was loaded under it. */
export function useSignOut(): () => void {
  const client = useQueryClient()
  return async () => {
    try {
      await signOut()
      client.clear()
      // A full load, so that nothing of the last person stays in memory.
      location.assign(paths.signIn())
    } catch (error) {
      showErrorToast('You are still signed in.', error)
    }
  }
}
