const signs = /dynamically imported module|importing a module script|preload CSS/i

/** Whether a page could not be shown because one of its files did not come: no connection, or a newer version was installed. */
export function isPartMissing(error: unknown): boolean {
  return error instanceof Error && signs.test(error.message)
}
