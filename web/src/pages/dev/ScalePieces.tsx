import { Fragment } from 'react'
import { colors } from '../../theme/colors.ts'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Pieces.module.css'

export function ScalePieces() {
  return (
    <Panel title="Scales">
      {Object.entries(colors).map(([name, scale]) => (
        <div key={name} className={styles.scale} aria-hidden="true">
          <span>{name}</span>
          {scale.map((color, shade) => {
            // The dark scale counts from text to page, the others from page to text.
            const light = name === 'dark' ? shade < 3 : shade < 6
            return (
              <Fragment key={color}>
                <span className={styles.swatch} style={{ background: color, color: light ? '#151c20' : '#ffffff' }}>
                  {shade}
                </span>
              </Fragment>
            )
          })}
        </div>
      ))}
    </Panel>
  )
}
