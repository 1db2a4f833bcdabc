/** What a field wants before anything is sent; the server has the last word. Null is fine. */
export const checks = {
  email: (value: string): string | null =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? null : 'Type a whole e-mail address, such as mira@example.com.',
  name: (value: string): string | null => {
    if (value.trim() === '') return 'Type a name.'
    return value.trim().length > 100 ? 'A name has at most 100 characters. Make it shorter.' : null
  },
  newPassword: (value: string): string | null => {
    if (value.length < 10) return `Too short: ${value.length} of at least 10 characters.`
    return value.length > 200 ? 'A password has at most 200 characters. Make it shorter.' : null
  },
  password: (value: string): string | null => (value === '' ? 'Type your password.' : null),
  presentPassword: (value: string): string | null => (value === '' ? 'Type your present password.' : null),
  code: (value: string): string | null =>
    /^\d{6}$/.test(value.replaceAll(' ', '')) ? null : 'A code is six digits. Type the one your app shows now.',
  /** Backup codes come in groups of letters and digits; only the server knows which are left. */
  anyCode: (value: string): string | null => (value.trim() === '' ? 'Type the code.' : null),
  places: (value: string): string | null =>
    /^[1-9]\d{0,4}$/.test(value.trim()) && Number(value) <= 10_000
      ? null
      : 'Type a whole number of places, from 1 to 10,000.',
}
