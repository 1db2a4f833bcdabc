import { Checkbox, PasswordInput, Select, Switch, TextInput } from '@mantine/core'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Pieces.module.css'

export function FieldPieces() {
  return (
    <Panel title="Fields">
      <div className={styles.grid}>
        <TextInput label="Name in the provider's panel" defaultValue="orders-db" />
        <TextInput label="At" defaultValue="02:00" description="Europe/Berlin, UTC+1; next run tonight" />
        <TextInput
          label="API token"
          defaultValue="dop_v1_9f3c…"
          error="DigitalOcean refused this token: it cannot read images. Make one with image:read and droplet:update."
        />
        <PasswordInput label="Password" defaultValue="a long sentence" description="At least 10 characters." />
        <Select label="Time zone" data={['Europe/Berlin', 'Europe/Lisbon', 'UTC']} defaultValue="Europe/Berlin" />
        <TextInput label="Customer" disabled defaultValue="Harbour & Finch" />
        <TextInput label="E-mail address" readOnly defaultValue="mira@example.com" />
        <TextInput size="md" label="Type shop-prod-1 to confirm" placeholder="shop-prod-1" />
      </div>
      <div className={styles.row} style={{ marginTop: 16 }}>
        <Checkbox label="Files" defaultChecked />
        <Checkbox label="Native" />
        <Checkbox label="Some" indeterminate />
        <Checkbox label="Off" disabled />
        <Switch label="On" defaultChecked />
        <Switch label="Off" />
        <Switch label="Locked" disabled />
      </div>
    </Panel>
  )
}
