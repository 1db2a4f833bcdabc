/** Where a word under the axis stands, as near to its needle as the ends of the axis allow. */
export function insideAxis(place: string): string {
  return `clamp(30px, ${place}, calc(100% - 30px))`
}
