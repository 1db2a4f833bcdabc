/** How members are told who runs the installation: by its name, where it has one of its own. */
export function operatorWords(installationName: string): string {
  // Without a name of its own it is called after the program, which approves nothing.
  return installationName === 'Backstay' ? 'your operator' : installationName
}
