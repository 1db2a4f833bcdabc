import { say } from './say.mjs'

/** Why something cannot be set up, and what a person can do about it. */
export class SetupError extends Error {
  constructor(message, remedy) {
    super(message)
    this.name = 'SetupError'
    this.remedy = remedy
  }
}

/** Runs a launcher; a SetupError is printed for people, without a stack trace. */
export function runLauncher(main) {
  main().catch((error) => {
    if (error instanceof SetupError) say(`\n${error.message}\n\nWhat to do: ${error.remedy}`)
    else say(error?.stack || String(error))
    process.exitCode = 1
  })
}
