/** Rows of a list on one page, at the provider that gives most. */
const pageSize = 200
/** The backups and the snapshots of a server. */
const callsOfServer = 2

/** Whether a call for every page of an account's images is less than the calls for `due` servers one by one. */
export const isCheaperAtOnce = (counts: { due: number; images: number }): boolean =>
  counts.due * callsOfServer > counts.images / pageSize + 1
