/** Prints a text and nothing else of the page. It is gone from the page afterwards. */
export function printText(text: string): void {
  const sheet = document.createElement('pre')
  sheet.className = 'bs-print'
  sheet.textContent = text
  document.body.append(sheet)
  document.documentElement.dataset.printing = 'text'
  const end = () => {
    delete document.documentElement.dataset.printing
    sheet.remove()
  }
  window.addEventListener('afterprint', end, { once: true })
  window.print()
}
