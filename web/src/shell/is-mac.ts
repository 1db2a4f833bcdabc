/** Whether the command key stands for control here. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform)
}
