/** Tells the person at the terminal what happens. On stderr: stdout belongs to the program that is started. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}
