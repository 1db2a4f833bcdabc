/**
 * The identity endpoints under /api/auth answer in the words of the library behind them.
 * These are ours for the refusals a person can meet; anything else keeps the library's sentence.
 */
export const identityMessages: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD:
    'This e-mail address and password do not belong together. Check both, or ask an operator for a reset link.',
  INVALID_PASSWORD: 'That is not your present password. Type it again.',
  PASSWORD_TOO_SHORT: 'A password needs at least 10 characters. Make it longer.',
  PASSWORD_TOO_LONG: 'A password has at most 200 characters. Make it shorter.',
  INVALID_CODE: 'This code is not right. Wait for the next one in your app and type that.',
  INVALID_BACKUP_CODE: 'This backup code is not right, or was used before. Try another one.',
  INVALID_TWO_FACTOR_COOKIE: 'This sign-in took too long. Start again with your e-mail address and password.',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'Too many wrong codes. Start again with your e-mail address and password.',
  TOTP_NOT_ENABLED: 'Two-factor sign-in is not set up for this account. Start again.',
  SESSION_EXPIRED: 'Your session has ended. Sign in again.',
}
