/** The mark: mast, stay and deck in a square of 20. The stay is in the accent. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} fill="none" aria-hidden="true">
      <path d="M7.6 2.6 16.4 16.6" stroke="var(--bs-accent)" strokeWidth="2" />
      <path d="M7 2v15.4" stroke="var(--bs-ink)" strokeWidth="2" />
      <path d="M1.8 17.4h16.4" stroke="var(--bs-ink)" strokeWidth="2" />
    </svg>
  )
}
