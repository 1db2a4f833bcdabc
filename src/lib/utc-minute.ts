/** A time for texts that go to people of whom no zone is known: `2026-11-20 02:14 UTC`. */
export const utcMinute = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`
