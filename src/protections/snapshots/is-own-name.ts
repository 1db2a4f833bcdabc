/** How the name of every snapshot of ours begins at its provider. */
export const ownPrefix = 'bst-'

/** Whether a snapshot's name at the provider is one that we give (DESIGN rule 11): no other is ever deleted, whatever our records say. */
export const isOwnName = (name: string): boolean => name.startsWith(ownPrefix)
