/** What is wrong with a typed value, or null. The server has the last word; these only save a round trip. */
export const fieldRules = {
  name: (value: string) => (value.trim() === '' ? 'Type your name.' : null),
  email: (value: string) =>
    /^\S+@\S+\.\S+$/.test(value.trim()) ? null : 'Type a whole e-mail address, such as mira@example.com.',
  password: (value: string) => (value === '' ? 'Type your password.' : null),
  newPassword: (value: string) => {
    if (value.length < 10) return `Too short: ${value.length} of at least 10 characters.`
    return value.length > 200 ? 'A password has at most 200 characters. Make it shorter.' : null
  },
  code: (value: string) => (value.trim() === '' ? 'Type the code.' : null),
}
