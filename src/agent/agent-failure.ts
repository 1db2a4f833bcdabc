/** Why the program ends, in words for whoever started it: what happened, and what to do next. */
export class AgentFailure extends Error {
  readonly remedy: string
  constructor(message: string, remedy: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.name = 'AgentFailure'
    this.remedy = remedy
  }
}
