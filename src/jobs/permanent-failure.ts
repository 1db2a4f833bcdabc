/** Thrown by a handler when trying again cannot help: the job fails at once, whatever attempts are left. */
export class PermanentFailure extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'PermanentFailure'
  }
}
