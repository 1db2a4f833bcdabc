import { encode } from 'uqr'

/** A text as a QR code: the side in modules, quiet zone included, and one path with all the dark ones. */
export function qrPath(text: string): { side: number; d: string } {
  // Four modules of white all around are what readers need to find it.
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const runs: string[] = []
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue
      let end = x
      while (row[end + 1]) end += 1
      runs.push(`M${x} ${y}h${end - x + 1}v1H${x}z`)
      x = end
    }
  }
  return { side: size, d: runs.join('') }
}
