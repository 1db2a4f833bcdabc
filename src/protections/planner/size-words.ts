const gb = 1_000_000_000

/** How large backups are, as the basis of a cost has it. */
export const sizeWords = (bytes: number): string =>
  bytes < gb / 20 ? 'less than 0.1 GB' : `${Number((bytes / gb).toFixed(1))} GB`
