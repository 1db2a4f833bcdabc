import styles from './Chart.module.css'

type Props = {
  left: number
  title: string
  rows: readonly (readonly [word: string, value: string])[]
  sum: string | null
}

/** All values of a point, beside it: to the left in the right half, so that it stays inside. */
export function ChartTip({ left, title, rows, sum }: Props) {
  const side = left > 50 ? { right: `${100 - left}%`, marginRight: 8 } : { left: `${left}%`, marginLeft: 8 }
  return (
    <div className={styles.tip} style={side} aria-hidden="true">
      <strong>{title}</strong>
      <dl className="bs-num">
        {rows.map(([word, value]) => (
          <Row key={word} word={word} value={value} />
        ))}
        {sum !== null && <Row word="Sum" value={sum} />}
      </dl>
    </div>
  )
}

function Row({ word, value }: { word: string; value: string }) {
  return (
    <>
      <dt>{word}</dt>
      <dd>{value}</dd>
    </>
  )
}
