/** As plain text within a pattern. `like`, since an index of three-letter pieces serves it. */
export const asPattern = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
