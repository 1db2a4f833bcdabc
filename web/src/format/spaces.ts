/** Keeps a figure and its unit on one line. */
export const nbsp = '\u00a0'
/** The real minus sign, as wide as a digit. */
export const minus = '\u2212'
