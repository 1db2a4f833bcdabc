import { paths } from '../../paths.ts'
import { Stat } from '../../ui/Stat.tsx'
import { StatBand } from '../../ui/StatBand.tsx'

export function FigurePieces() {
  return (
    <StatBand count={6}>
      <Stat
        label="Servers protected"
        value="371"
        unit="of 412"
        captions={['448 protections, 441 on']}
        gauge={371 / 412}
        to={paths.pieces()}
      />
      <Stat
        label="Recovery points"
        value="11,284"
        captions={['+1,126 in 7 days', '64 servers cannot be listed']}
        to={paths.pieces()}
      />
      <Stat
        label="Storage used"
        value="18.42"
        unit="TB"
        captions={['+212 GB in 7 days', 'fs-1 full in 61 days']}
        refreshing
      />
      <Stat label="Cost, November" value="€1,184.20" captions={['estimate, prices of 1 Nov', '€3.19 per server']} />
      <Stat
        label="Revenue, November"
        value="€3,372.08"
        captions={['392 places, 371 in use', 'margin €2,187.88, 64.9 %']}
      />
      <Stat label="Last 24 hours" value="4" unit="failed" captions={['of 438 runs']} />
    </StatBand>
  )
}
