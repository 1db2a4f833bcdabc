/**
 * Whether a name, where a backslash parts folders, is a path that leads out of its own. On the server it is a name like any
 * other; programs that unpack a zip on Windows may follow it.
 */
export const leadsOutOnWindows = (name: string): boolean => {
  const [first, ...others] = name.split('\\')
  if (others.length === 0) return false
  return first === '' || /^[a-z]:$/i.test(first ?? '') || [first, ...others].includes('..')
}
