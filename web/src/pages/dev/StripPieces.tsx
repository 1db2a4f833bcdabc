import { Fragment } from 'react'
import { Panel } from '../../ui/Panel.tsx'
import { flatStrip } from '../../ui/strip/flat-strip.ts'
import { RecoveryStrip } from '../../ui/strip/RecoveryStrip.tsx'
import { type StripData, stripWords } from '../../ui/strip/strip-codes.ts'
import styles from './Pieces.module.css'

const last_day = '2026-11-21'
const shop: StripData = {
  image: 'eepeeeeeepeeeeeepeeeeeexpxxxpm',
  files: 'ppppppppwpppppppppmmpppppppppp',
  proof: '...v......v......v........v...',
  last_day,
}
const strips: readonly (readonly [name: string, data: StripData, framed?: number])[] = [
  ['shop-prod-1', shop],
  ['shop-prod-1, a day pointed at', shop, 26],
  [
    'media-store',
    {
      image: 'n'.repeat(30),
      files: 'ppppppppppppppppppppppppppmmmo',
      proof: '....v.......v.......v.........',
      last_day,
    },
  ],
  [
    'atelier-www',
    {
      image: 'n'.repeat(30),
      files: 'eeeeeeeeeeepppppppzzzzzzzzzzzz',
      proof: '....v......v..................',
      last_day,
    },
  ],
  ['cb-vps-118, listed by nobody', { image: 'u'.repeat(30), files: 'n'.repeat(30), proof: '', last_day }],
  ['cart-api-2', { image: `${'n'.repeat(29)}r`, files: `${'n'.repeat(29)}o`, proof: '', last_day }],
  [
    'erp-01, drill failed',
    {
      image: 'n'.repeat(30),
      files: 'ppppppppppppwwpppppppppppppppp',
      proof: 'v.......v.......v............x',
      last_day,
    },
  ],
  ['a server without backups', flatStrip],
]

export function StripPieces() {
  return (
    <Panel title="Recovery strip" count={`${Object.keys(stripWords).length} marks`}>
      <div className={styles.strips}>
        {strips.map(([name, data, framed]) => (
          <Fragment key={name}>
            <span>{name}</span>
            <RecoveryStrip data={data} framed={framed} />
          </Fragment>
        ))}
        {Object.entries(stripWords).map(([code, word]) => (
          <Fragment key={code}>
            <span className="bs-dim">
              <code>{code}</code> {word}
            </span>
            <RecoveryStrip data={{ image: code.repeat(30), files: code.repeat(30), proof: '', last_day }} />
          </Fragment>
        ))}
      </div>
      <div className={styles.cards}>
        {strips.slice(0, 6).map(([name, data]) => (
          <div key={name} className={styles.pair}>
            <span className="bs-name">{name}</span>
            <RecoveryStrip data={data} size="m" />
            <span className={styles.axis}>
              <span>23 Oct</span>
              <span>today</span>
            </span>
          </div>
        ))}
      </div>
    </Panel>
  )
}
