// Runs before the first paint, so that a dark page never flashes white. The key is shared with src/theme/color-scheme.ts.
;(() => {
  var stored = null
  try {
    stored = localStorage.getItem('backstay.color-scheme')
  } catch {
    // Storage can be forbidden; the system's choice stands then.
  }
  var dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
