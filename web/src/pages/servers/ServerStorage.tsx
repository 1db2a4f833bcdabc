import type { MonthCost, ServerStorage as Storage } from '../../../../src/insights/storage/schema.ts'
import { useServerStorage } from '../../api/server-storage.ts'
import type { Server } from '../../api/server-types.ts'
import { formatDay } from '../../format/format-day.ts'
import { formatMoney } from '../../format/format-money.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { listWords } from '../../lib/list-words.ts'
import { isMachine } from '../../lib/provider-facts.ts'
import { useNow } from '../../lib/use-now.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from './ServerStorage.module.css'
import { StorageChart } from './StorageChart.tsx'

/** What a server's backups take up, how that came about, and for operators what they cost. */
export function ServerStorage({ server, label }: { server: Server; label: string }) {
  const storage = useServerStorage(server.id)
  if (storage.error)
    return (
      <Sheet>
        <Panel title="Storage">
          <ErrorState
            title="What is stored could not be loaded"
            error={storage.error}
            onRetry={() => void storage.refetch()}
            retrying={storage.isFetching}
          />
        </Panel>
      </Sheet>
    )
  const { data } = storage
  return (
    <Sheet columns="main-aside">
      <Panel title="Storage" count={data && `${formatPlural(data.days.length, 'day')} on record`}>
        {data === undefined ? (
          <Skeleton />
        ) : data.days.length === 0 ? (
          <p className={styles.quiet}>The first day is written down shortly after it is over, at midnight UTC.</p>
        ) : (
          <StorageChart days={data.days} />
        )}
      </Panel>
      {data?.month ? <Cost month={data.month} server={server} label={label} /> : <Stored storage={data} />}
    </Sheet>
  )
}

function Stored({ storage }: { storage: Storage | undefined }) {
  return (
    <Panel title="Now">
      {storage && (
        <Facts
          tight
          rows={[
            ['Files', <Bytes key="files" value={storage.now.bytes} unknown="none" />],
            ['Images', <Bytes key="images" value={storage.now.image_bytes} unknown="none" />],
          ]}
        />
      )}
    </Panel>
  )
}

function Cost({ month, server, label }: { month: MonthCost; server: Server; label: string }) {
  const now = useNow()
  const name = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(
    new Date(`${month.month}-15T00:00:00Z`),
  )
  const { amounts, prices_as_of, billed_to } = month
  const stored = month.of_files.map(({ currency, estimate_minor: amount_minor }) => ({ currency, amount_minor }))
  return (
    <Panel title={`Cost, ${name}`} count="estimate">
      {amounts.length === 0 ? (
        <p className={styles.quiet}>
          {month.unknown.length > 0
            ? `Not known: there is no price of ${listWords([...month.unknown])}.`
            : isMachine(server)
              ? 'No provider bills backups of a machine of your own.'
              : `${label} charges nothing for backups of this server.`}
        </p>
      ) : (
        amounts.map(({ currency, estimate_minor, so_far_minor }) => (
          <div key={currency}>
            <p className={styles.money}>{formatMoney({ amount_minor: estimate_minor, currency }, { about: true })}</p>
            <p className={styles.quiet}>
              {formatMoney({ amount_minor: so_far_minor, currency })} of it so far
              {month.through && `, through ${formatDay(month.through, { now })}`}
            </p>
          </div>
        ))
      )}
      {stored.length > 0 && (
        <p className={styles.quiet}>
          {listWords(stored.map((money) => formatMoney(money, { about: true })))} of it is your storage of the files.
        </p>
      )}
      {billed_to === 'organization' && (
        <p className={styles.quiet}>
          {stored.length > 0
            ? `The rest, what ${label} asks, is billed to the customer, whose account it is.`
            : `${label} bills it to the customer, whose account it is.`}
        </p>
      )}
      {prices_as_of && <p className={styles.quiet}>At prices of {formatDay(prices_as_of, { now })}.</p>}
      {amounts.length > 0 && month.unknown.length > 0 && (
        <p className={styles.quiet}>Without {listWords([...month.unknown])}: no price is known.</p>
      )}
      {amounts.length > 0 && (
        <ul className={styles.more}>
          {month.assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
