/** What a field wants before anything is sent; the server has the last word. Null is fine. */
export const checks = {
  email: (value: string): string | null =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? null : 'Type a whole e-mail address, such as mira@example.com.',
  name: (value: string): string | null => {
    if (value.trim() === '') return 'Type a name.'
    return value.trim().length > 100 ? 'A name has at most 100 characters. Make it shorter.' : null
  },
  newPassword: (value: string): string | null => {
    if (value.length < 10) return 'A password needs at least 10 characters. Make it longer.'
    return value.length > 200 ? 'A password has at most 200 characters. Make it shorter.' : null
  },
  password: (value: string): string | null => (value === '' ? 'Type your present password.' : null),
  code: (value: string): string | null =>
    /^\d{6}$/.test(value.replaceAll(' ', '')) ? null : 'A code is six digits. Type the one your app shows now.',
}
