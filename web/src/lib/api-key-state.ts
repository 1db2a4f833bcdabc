const dayMs = 86_400_000

/** Whether a key works, soon ends, or has ended. */
export function apiKeyState(key: { expires_at: string | null }, now: Date): 'active' | 'expires_soon' | 'expired' {
  if (key.expires_at === null) return 'active'
  const leftMs = new Date(key.expires_at).getTime() - now.getTime()
  if (leftMs <= 0) return 'expired'
  return leftMs < 7 * dayMs ? 'expires_soon' : 'active'
}
