/** A snapshot that no machine could have made: whoever holds a repository's password can write one, to harm who restores it. */
export class UnsafeSnapshot extends Error {
  override readonly name = 'UnsafeSnapshot'
  /** Where it was noticed, fit to be shown. */
  readonly path: string

  constructor(path: string) {
    super(
      `This backup names files in a way that no machine can ("${path}"). It may have been made to harm whoever restores it, so nothing was written. Restore another one, and look at the machine that it came from.`,
    )
    this.path = path
  }
}
