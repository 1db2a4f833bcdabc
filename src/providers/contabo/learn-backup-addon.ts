/**
 * The add-on ids that a server has after an upgrade and had not before it. Contabo documents no number for auto-backup, and it
 * differs per product: reading before and after is how it becomes known. One id is an answer; several mean that something else
 * was bought in between, and none that the add-on has not appeared yet.
 */
export const learnBackupAddon = (before: readonly number[], after: readonly number[]): readonly number[] =>
  [...new Set(after)].filter((id) => !before.includes(id)).sort((a, b) => a - b)
