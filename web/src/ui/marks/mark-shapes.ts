/** One stroke or filled shape of a mark, in a box of 12 by 12. */
export type MarkPart = { d: string; stroke?: number; dash?: string; ink?: 'slit' | 'track' }

/** The marks of the design language. Shape alone tells them apart; colour repeats it. */
export const markShapes = {
  disc: [{ d: 'M2 6a4 4 0 1 0 8 0a4 4 0 1 0-8 0z' }],
  half: [
    { d: 'M2.25 6a3.75 3.75 0 1 0 7.5 0a3.75 3.75 0 1 0-7.5 0z', stroke: 1.4 },
    { d: 'M6 2.2a3.8 3.8 0 0 1 0 7.6z' },
  ],
  miss: [
    { d: 'M3 1.5h6A1.5 1.5 0 0 1 10.5 3v6A1.5 1.5 0 0 1 9 10.5H3A1.5 1.5 0 0 1 1.5 9V3A1.5 1.5 0 0 1 3 1.5z' },
    { d: 'M3.5 5h5v2h-5z', ink: 'slit' },
  ],
  corner: [{ d: 'M2 2h5l3 3v5H2z' }],
  cross: [{ d: 'M2.75 2.75l6.5 6.5M9.25 2.75l-6.5 6.5', stroke: 2 }],
  drift: [{ d: 'M1.75 4.4h8.5M1.75 7.6h8.5M8 1.75l-4 8.5', stroke: 1.6 }],
  triangle: [
    { d: 'M6 1.5l4.9 8.9H1.1z', stroke: 1.4 },
    { d: 'M6 4.6v2.6', stroke: 1.4 },
    { d: 'M5.3 8.1h1.4v1.3H5.3z' },
  ],
  pause: [{ d: 'M3 2.5h2v7H3zM7 2.5h2v7H7z' }],
  ring: [{ d: 'M2.5 6a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z', stroke: 1.4 }],
  dashed: [{ d: 'M2.25 6a3.75 3.75 0 1 0 7.5 0a3.75 3.75 0 1 0-7.5 0z', stroke: 1.5, dash: '1.47 1.47' }],
  square: [{ d: 'M1.75 1.75h8.5v8.5h-8.5z', stroke: 1.5 }],
  line: [{ d: 'M2 6h8', stroke: 1.8 }],
  arc: [
    { d: 'M1.9 6a4.1 4.1 0 1 0 8.2 0a4.1 4.1 0 1 0-8.2 0z', stroke: 1.8, ink: 'track' },
    { d: 'M6 1.9A4.1 4.1 0 0 1 10.1 6', stroke: 1.8 },
  ],
  tick: [{ d: 'M1.75 6.5l2.9 2.9L10.4 3', stroke: 2 }],
} as const satisfies Record<string, readonly MarkPart[]>

export type MarkName = keyof typeof markShapes
