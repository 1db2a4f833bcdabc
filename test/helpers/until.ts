/** Waits until the condition holds, asking again and again. The limit is generous: it ends tests that would never end. */
export const until = async (holds: () => Promise<boolean> | boolean, limitMs = 60_000): Promise<void> => {
  const end = performance.now() + limitMs
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${limitMs} ms in vain: ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
