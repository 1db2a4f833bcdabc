import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { NewServerChoices } from '../../../../src/restores/schema.ts'
import { listWords } from '../../lib/list-words.ts'
import { type NewServerSize, newServerOf, sizesIn, whyNotName } from '../../lib/new-server.ts'
import { monthWords } from '../../lib/new-server-restore.ts'
import type { RestoreChoice } from '../../lib/restore-choice.ts'
import { SearchSelect } from '../../ui/SearchSelect.tsx'
import { ChoicesNotKnown } from './ChoicesNotKnown.tsx'

type Props = {
  wish: RestoreChoice['new_server']
  choices: { data: NewServerChoices | undefined; error: Error | null; isFetching: boolean; refetch: () => unknown }
  label: string
  onChange: (wish: RestoreChoice['new_server']) => void
}

/** What the new server is called, where it stands and how large it is, out of what its provider has for this image. */
export function NewServerFields({ wish, choices, label, onChange }: Props) {
  const [left, setLeft] = useState(false)
  const { data } = choices
  return (
    <>
      <TextInput
        label="Name of the new server"
        value={wish.name}
        onChange={(event) => onChange({ ...wish, name: event.currentTarget.value })}
        onBlur={() => setLeft(true)}
        error={left ? whyNotName(wish.name) : null}
        spellCheck={false}
        autoComplete="off"
      />
      {data ? (
        <PlaceAndSize {...{ wish, label, onChange }} choices={data} />
      ) : choices.error ? (
        <ChoicesNotKnown choices={choices} label={label} />
      ) : (
        <p className="bs-second" role="status">
          {label} is asked for regions and sizes.
        </p>
      )}
    </>
  )
}

type PlaceProps = Pick<Props, 'wish' | 'label' | 'onChange'> & { choices: NewServerChoices }

function PlaceAndSize({ wish, choices, label, onChange }: PlaceProps) {
  const { region, size } = newServerOf(wish, choices)
  const { fit, small, elsewhere } = sizesIn(choices, region)
  const [only] = choices.regions
  const alone = choices.regions.length === 1
  return (
    <>
      <SearchSelect
        label="Region"
        data={choices.regions}
        value={region}
        allowDeselect={false}
        disabled={alone}
        description={alone ? `${label} has this image in ${only} only, so the server can stand nowhere else.` : null}
        onChange={(to) => to && onChange({ ...wish, region: to })}
        nothingFoundMessage="The image cannot be used in a region of that name."
      />
      <SearchSelect
        label="Size"
        data={[
          ...fit.map((one) => ({ value: one.name, label: sizeWords(one, monthWords(one.price_per_month)) })),
          ...elsewhere.map((one) => ({
            value: one.name,
            label: sizeWords(one, `not sold in ${region}`),
            disabled: true,
          })),
          ...small.map((one) => ({ value: one.name, label: sizeWords(one, 'too small'), disabled: true })),
        ]}
        value={size?.name ?? null}
        allowDeselect={false}
        placeholder={fit.length > 0 ? 'Choose a size' : 'No size fits here'}
        description={smallWords(choices, small)}
        onChange={(to) => to && onChange({ ...wish, region: region ?? '', size: to })}
        nothingFoundMessage="No size of that name."
      />
      {size && (
        <p>
          <strong>
            {size.price_per_month
              ? `At most ${monthWords(size.price_per_month)}, billed by ${label}`
              : `What it costs is not known here; ${label} bills it`}
          </strong>
          <span className="bs-second">, from the order until it is deleted there.</span>
        </p>
      )}
    </>
  )
}

const sizeWords = (size: NewServerSize, what: string) => `${size.name} · ${size.disk_gb} GB disk · ${what}`

/** Which sizes do not hold the image, by name, so that nobody looks for them. */
function smallWords({ min_disk_gb }: NewServerChoices, small: readonly NewServerSize[]): string {
  if (min_disk_gb === null) return 'How large a disk the image wants is not known.'
  const wants = `The image wants a disk of ${min_disk_gb} GB.`
  if (small.length === 0) return wants
  const names = listWords(
    small.map(({ name }) => name),
    6,
  )
  return `${wants} Too small: ${names}.`
}
