import { ProgressEstimate } from './progress/ProgressEstimate.tsx'
import { ProgressExact } from './progress/ProgressExact.tsx'
import { ProgressNone } from './progress/ProgressNone.tsx'
import { ProgressSmall } from './progress/ProgressSmall.tsx'
import type { ProgressData } from './progress/progress-data.ts'

/** How far something is, in the one of three textures that is true: exact, estimated, or not known at all. */
export function Progress({ data, small }: { data: ProgressData; small?: boolean }) {
  if (small) return <ProgressSmall data={data} />
  if (data.kind === 'exact') return <ProgressExact data={data} />
  if (data.kind === 'estimate') return <ProgressEstimate data={data} />
  return <ProgressNone data={data} />
}
