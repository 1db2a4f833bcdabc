/** A pattern for `--include` and `--exclude` that fits one path and what is below it, whatever characters are in its name. */
export const exactPattern = (path: string): string => path.replaceAll(/[\\*?[\]]/g, '\\$&')
