/** The server's remarks, from its names (`disk.path`) to the form's (`path`). */
export function toFormFields(problems: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(problems).map(([path, message]) => [path.slice(path.lastIndexOf('.') + 1), message]),
  )
}
