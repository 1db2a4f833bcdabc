import { useMutation } from '@tanstack/react-query'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { Me } from './types.ts'
import { useChange } from './use-change.ts'

// A wrong password answers 401 here and means just that, so these never lead to the sign-in page by themselves.
const identity = { meta: { identity: true } }

export type SignInReply = { twoFactorRedirect?: boolean }

export function useSignIn() {
  return useMutation({
    ...identity,
    mutationFn: (input: { email: string; password: string; rememberMe: boolean }) =>
      request<SignInReply>('/api/auth/sign-in/email', { method: 'POST', body: input }),
  })
}

export function useVerifyTotp() {
  return useMutation({
    ...identity,
    mutationFn: (input: { code: string; trustDevice?: boolean }) =>
      request<unknown>('/api/auth/two-factor/verify-totp', { method: 'POST', body: input }),
  })
}

export function useVerifyBackupCode() {
  return useMutation({
    ...identity,
    mutationFn: (input: { code: string }) =>
      request<unknown>('/api/auth/two-factor/verify-backup-code', { method: 'POST', body: input }),
  })
}

export function signOut() {
  return request<unknown>('/api/auth/sign-out', { method: 'POST', body: {} })
}

export function useSetUp() {
  return useMutation({
    ...identity,
    mutationFn: (input: { token: string; name: string; email: string; password: string }) =>
      request<Me>('/api/setup', { method: 'POST', body: input }),
  })
}

export function useResetPassword() {
  return useMutation({
    ...identity,
    mutationFn: (input: { token: string; password: string }) =>
      request<void>('/api/password-resets/use', { method: 'POST', body: input }),
  })
}

export function useUpdateName() {
  return useChange(
    (name: string) => request<unknown>('/api/auth/update-user', { method: 'POST', body: { name } }),
    [keys.me, ['member'], ['operator']],
  )
}

export function useChangePassword() {
  return useMutation({
    ...identity,
    mutationFn: (input: { currentPassword: string; newPassword: string; revokeOtherSessions: boolean }) =>
      request<unknown>('/api/auth/change-password', { method: 'POST', body: input }),
  })
}

export function useEnableTwoFactor() {
  return useMutation({
    ...identity,
    mutationFn: (password: string) =>
      request<{ totpURI: string; backupCodes: string[] }>('/api/auth/two-factor/enable', {
        method: 'POST',
        body: { password },
      }),
  })
}

export function useMakeBackupCodes() {
  return useMutation({
    ...identity,
    mutationFn: (password: string) =>
      request<{ backupCodes: string[] }>('/api/auth/two-factor/generate-backup-codes', {
        method: 'POST',
        body: { password },
      }),
  })
}

export function useDisableTwoFactor() {
  return useMutation({
    ...identity,
    mutationFn: (password: string) =>
      request<unknown>('/api/auth/two-factor/disable', { method: 'POST', body: { password } }),
  })
}
