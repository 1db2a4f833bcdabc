import { localStorageColorSchemeManager } from '@mantine/core'

/** Remembers light, dark or "follow the system" in this browser. The key is shared with public/color-scheme.js. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'backstay.color-scheme' })
