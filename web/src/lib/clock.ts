/** The one place that reads the clock, so that everything else can be handed a time. */
export function now(): Date {
  return new Date()
}
