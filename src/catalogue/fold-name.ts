const beyondAscii = /[^\0-\x7f]/

/** Text as it is searched: letters of either case, and of either way to write an accent, are the same. */
export const foldName = (text: string): string =>
  beyondAscii.test(text) ? text.normalize('NFC').toLowerCase().normalize('NFC') : text.toLowerCase()
