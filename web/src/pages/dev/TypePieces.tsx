import { Fragment } from 'react'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Pieces.module.css'

const rows = [
  [24, 32, 500, 'Stat value', '€1,184.20'],
  [20, 28, 600, 'Page title', 'shop-prod-1'],
  [16, 22, 600, 'Dialog title', 'Enable backups'],
  [14, 20, 600, 'Card title', 'orders-db'],
  [13, 20, 400, 'Body, table, button', 'Newest backup 7 h 28 min ago'],
  [12, 16, 400, 'Label, caption', '392 places, 371 in use'],
  [11, 16, 400, 'Axis, fine print', 'prices of 1 November 2026'],
] as const

export function TypePieces() {
  return (
    <Panel title="Type: IBM Plex Sans and Plex Mono">
      <div className={styles.types}>
        {rows.map(([size, line, weight, use, sample]) => (
          <Fragment key={use}>
            <span>
              {size} / {line}
            </span>
            <span>{weight}</span>
            <span>{use}</span>
            <span style={{ fontSize: size, lineHeight: `${line}px`, fontWeight: weight }}>{sample}</span>
          </Fragment>
        ))}
        <span>11.5 / 18</span>
        <span>400</span>
        <span>Id, path, log</span>
        <code>/var/lib/mysql/shop/orders.ibd</code>
      </div>
    </Panel>
  )
}
