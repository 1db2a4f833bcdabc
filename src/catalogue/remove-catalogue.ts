import { rm } from 'node:fs/promises'

/** Throws a catalogue away; it can be made anew from the repository. */
export const removeCatalogue = (dir: string): Promise<void> => rm(dir, { recursive: true, force: true })
