import { now } from '../../lib/clock.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Bytes } from '../../ui/Bytes.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Gauge } from '../../ui/Gauge.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import styles from './Pieces.module.css'

const earlier = (ms: number) => new Date(now().getTime() - ms).toISOString()

export function SmallPieces() {
  return (
    <Panel title="Small things">
      <div className={styles.loose}>
        <div className={styles.row}>
          <Tag>operator</Tag>
          <Tag tone="accent">owner</Tag>
          <Avatar name="Mira Kessler" />
          <Avatar name="Elena Ferrante" />
          <Kbd keys="Ctrl K" />
          <Kbd keys={['g', 'c']} />
          <CopyButton value="text">Copy</CopyButton>
        </div>
        <Facts
          rows={[
            ['Newest', <Time key="age" iso={earlier(26_900_000)} as="age" />],
            ['At', <Time key="moment" iso={earlier(26_900_000)} />],
            ['Size', <Bytes key="bytes" value={41_812_345_678} />],
            ['Storage', <Bytes key="unknown" value={null} unknown="not listed by Contabo" />],
            ['Price', <Amount key="amount" money={{ amount_minor: 1299, currency: 'EUR' }} />],
            ['Converted', <Amount key="about" money={{ amount_minor: 619, currency: 'EUR' }} about />],
          ]}
        />
        <Gauge
          label="352 of 371 met, 8 at risk, 6 missed"
          whole={371}
          parts={[
            { value: 352, tone: 'point' },
            { value: 8, tone: 'warn' },
            { value: 6, tone: 'bad' },
          ]}
        />
        <CopyField
          label="API key"
          value="bst_ab12_3vQkPz8WmXh2nYtR5cLd7fGjK9sA4eUb"
          help="Shown this once. Whoever has it can act as this key."
        />
        <CopyField
          label="Command"
          block
          value={'curl -fsSL https://backup.example.com/agent/install.sh \\\n  | sudo sh -s -- --token bse_9f3c'}
        />
      </div>
    </Panel>
  )
}
