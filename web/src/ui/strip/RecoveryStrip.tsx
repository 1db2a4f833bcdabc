import { useElementSize } from '@mantine/hooks'
import { type Ref, useMemo } from 'react'
import styles from './RecoveryStrip.module.css'
import type { StripData } from './strip-codes.ts'
import { stripLabel } from './strip-label.ts'
import { columnX, type StripSize, stripMetrics } from './strip-metrics.ts'
import { stripLayers, stripPaths } from './strip-paths.ts'

type Props = {
  data: StripData
  size?: Exclude<StripSize, 'l'>
  /** The day that is pointed at or has the focus, counted from the oldest. */
  framed?: number
  /** Where the words around it already say the same, the strip itself stays silent. */
  decorative?: boolean
}

/** Thirty days of a server at a glance: image above, files below, proof under them. */
export function RecoveryStrip({ size = 's', ...strip }: Props) {
  return size === 's' ? <Drawn {...strip} size={size} /> : <Fitted {...strip} size={size} />
}

/** As wide as there is room. */
function Fitted(props: Props & { size: 'm' }) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  return <Drawn {...props} room={{ ref, width }} />
}

type Room = { ref: Ref<HTMLDivElement>; width: number }

function Drawn({ data, size = 's', framed, decorative, room }: Props & { room?: Room }) {
  const width = room?.width ?? 0
  const metrics = stripMetrics(size, data.files.length, width)
  const paths = useMemo(
    () => (size === 's' || width > 0 ? stripPaths(data, stripMetrics(size, data.files.length, width)) : {}),
    [data, size, width],
  )
  const says = decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': stripLabel(data) }
  return (
    <div ref={room?.ref} className={size === 's' ? styles.row : styles.card} {...says}>
      <svg className={styles.svg} width={metrics.width + 1} height={metrics.height} data-size={size} aria-hidden="true">
        {stripLayers.map((layer) =>
          paths[layer] ? <path key={layer} className={styles[layer]} d={paths[layer]} /> : null,
        )}
        {framed !== undefined && (
          <rect
            className={styles.frame}
            x={columnX(metrics, framed) - 1.5}
            y={-1.5}
            width={metrics.cell_w + 3}
            height={2 * metrics.cell_h + metrics.mid + 3}
          />
        )}
      </svg>
    </div>
  )
}
