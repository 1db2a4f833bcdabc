/** Why the product cannot start, and what a person can do about it. Printed as two lines, without a stack trace. */
export class StartupError extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'StartupError'
    this.remedy = remedy
  }
}
