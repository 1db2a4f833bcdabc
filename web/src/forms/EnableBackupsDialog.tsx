import { Button } from '@mantine/core'
import { useState } from 'react'
import type { EntitledPlan, Plan } from '../api/billing-types.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { useToggleBackups } from '../api/servers.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatPart } from '../format/format-part.ts'
import { formatPlural } from '../format/format-plural.ts'
import { capital } from '../lib/capital.ts'
import { keepsAtMost, type NativeFit, nativeFit } from '../lib/native-fit.ts'
import { coveringPlans, placeFor } from '../lib/place-for.ts'
import { freePlaces, placeWords } from '../lib/place-words.ts'
import { placeOf, providerLabel } from '../lib/provider-facts.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { useViewer } from '../shell/viewer.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Steps } from '../ui/Steps.tsx'
import { type Tile, Tiles } from '../ui/Tiles.tsx'
import styles from './Toggle.module.css'
import { ToggleRefusal } from './ToggleRefusal.tsx'

export type Switched = { server: Server; enable: boolean; backups_enabled: boolean; message: string; run_id?: string }

type Props = {
  open: boolean
  server: Server
  /** What the organization may do, and what it could buy. */
  entitled: readonly EntitledPlan[]
  plans: readonly Plan[]
  provider: ProviderSummary | undefined
  onClose: () => void
  onDone: (switched: Switched) => void
}

/** Switches backups on: which place that takes, what the provider then does, and what it costs. */
export function EnableBackupsDialog({ open, server, entitled, plans, provider, onClose, onDone }: Props) {
  const toggle = useToggleBackups()
  const { operator } = useViewer().me
  const [chosen, setChosen] = useState<string | null>(null)
  useOnOpen(open, () => {
    toggle.reset()
    setChosen(null)
  })
  const place = placeFor(server, entitled, provider)
  const plan =
    coveringPlans(server, entitled, 'native').find((one) => one.plan_id === chosen) ??
    (place.kind === 'free' ? place.plan : null)
  const held = place.kind === 'free' && place.held
  const label = providerLabel(server.provider, provider ? [provider] : undefined)
  const goesOn = server.backups_enabled
  const send = () =>
    toggle.mutate(
      { server_id: server.id, enable: true, plan_id: held ? undefined : plan?.plan_id },
      {
        onSuccess: (reply) => {
          onDone({ server, enable: true, ...reply })
          onClose()
        },
      },
    )
  const verb = goesOn ? 'Keep backups' : 'Enable backups'
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={goesOn ? `Keep backups of ${server.name}` : `Enable backups for ${server.name}`}
      about={aboutServer(server)}
      consequence={goesOn ? `Nothing changes at ${label}.` : 'Nothing else on the server changes.'}
      onSubmit={send}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="filled"
            type="submit"
            data-autofocus
            loading={toggle.isPending}
            disabled={place.kind === 'too_long'}
          >
            {verb}
          </Button>
        </>
      }
    >
      {held ? null : (
        <Tiles
          label="Takes a place of"
          tiles={tilesOf({ server, plans, entitled, provider })}
          value={plan?.plan_id ?? null}
          onChange={setChosen}
        />
      )}
      <Facts rows={factsOf({ server, provider, plan, held, label, operator })} />
      {place.kind === 'too_long' && (
        <Notice tone="warn" title={`No plan of yours fits ${label}.`}>
          {capital(placeWords(place, server.plan_type))}. A plan of at most {formatPlural(place.keeps, 'day')} fits.
        </Notice>
      )}
      {provider?.native?.can_disable === false && !goesOn && (
        <Notice tone="warn" title={`${label} has no way to switch this off by itself.`}>
          If you disable backups later, an operator cancels them in the {label} panel, and they go on until then.
        </Notice>
      )}
      {!goesOn && (
        <section>
          <h3 className={styles.heading}>What happens next</h3>
          <Steps
            steps={
              server.provider === 'machine'
                ? machineSteps
                : stepsOf(label, provider && plan ? nativeFit(provider, plan.retention_days) : null)
            }
          />
        </section>
      )}
      <ToggleRefusal title="Not enabled." error={toggle.error} />
    </Dialog>
  )
}

export function aboutServer(server: Server): string {
  // What an operator's own account costs is the operator's business; members are not told the account either.
  const price = server.price && server.provider_account_id !== null ? `${formatMoney(server.price)} a month` : null
  return [server.organization_name, placeOf(server), server.size, price].filter(Boolean).join(' · ')
}

type Offer = Pick<Props, 'server' | 'plans' | 'entitled' | 'provider'>

/** Every plan there is, also those that cannot be chosen, so that nobody looks for them elsewhere. */
function tilesOf(offer: Offer): Tile<string>[] {
  const { plans, entitled } = offer
  const sold = plans.filter((plan) => plan.retired_at === null || entitled.some((one) => one.plan_id === plan.id))
  return [...sold]
    .sort((a, b) => a.retention_days - b.retention_days)
    .map((plan) => {
      const own = entitled.find((one) => one.plan_id === plan.id)
      const why = whyNotPlan(plan, offer)
      return {
        value: plan.id,
        word: plan.name,
        figure: `${formatMoney({ amount_minor: plan.price_minor, currency: plan.currency })} a month`,
        text: why ?? (own ? `${formatPart(freePlaces(own), own.places)} places free` : 'not subscribed'),
        off: why !== null || own === undefined || freePlaces(own) === 0,
      }
    })
}

/** Why a plan does not go with this server, whoever pays for it. */
function whyNotPlan(plan: Plan, { server, provider }: Offer): string | null {
  if (!plan.plan_types.includes(server.plan_type)) return `not for type ${server.plan_type}`
  if (server.provider === 'machine') return plan.methods.includes('files') ? null : 'not for backups of files'
  if (!plan.methods.includes('native')) return 'not by the provider’s own backups'
  if (provider === undefined || nativeFit(provider, plan.retention_days) !== null) return null
  return `promises ${formatPlural(plan.retention_days, 'day')}; ${provider.label} keeps ${keepsAtMost(provider) ?? 0}`
}

type About = {
  server: Server
  /** Who looks. */
  operator: boolean
  provider: ProviderSummary | undefined
  plan: EntitledPlan | null
  held: boolean
  label: string
}

function factsOf({ server, operator, provider, plan, held, label }: About) {
  const fit = provider && plan ? nativeFit(provider, plan.retention_days) : null
  const rows: [string, string][] = [
    ['Place', placeSentence(plan, held)],
    operator
      ? ['Customer pays', plan ? 'nothing more; the place is in the subscription' : 'nothing yet']
      : ['You pay', plan ? 'nothing more; the place is in your subscription' : 'nothing yet'],
    // Told to whoever gets the provider's invoice; members do not see the operators' account.
    ...(server.provider_account_id !== null && !server.backups_enabled ? [chargeOf(provider, label)] : []),
    [
      'How',
      server.provider === 'machine'
        ? 'files: the agent on the machine backs them up, encrypted, every night'
        : `native: ${label} takes an image of the whole server${fit?.every ? `, once a ${fit.every}` : ', when it chooses'}`,
    ],
  ]
  if (fit && plan) rows.push(['Kept', keptSentence(fit, plan, label)])
  return rows
}

function chargeOf(provider: ProviderSummary | undefined, label: string): [string, string] {
  const what = provider?.native?.enabling_is_a_purchase
    ? 'for the add-on, until it is cancelled in the panel'
    : 'for them'
  return [`${label} bills`, `the owner of the account, ${what}; what it takes stands in its price list`]
}

function keptSentence(fit: NativeFit, plan: EntitledPlan, label: string): string {
  const kept = `${formatPlural(fit.days, 'day')}, then ${label} removes it`
  return fit.every === 'week'
    ? `${kept}; taken daily, it would not stay the ${plan.retention_days} days of the plan`
    : kept
}

function placeSentence(plan: EntitledPlan | null, held: boolean): string {
  if (plan === null) return 'none is free'
  if (held) return `the one it has, on ${plan.plan_name}`
  const left = freePlaces(plan) - 1
  return `1 of ${plan.places} on ${plan.plan_name}; ${left === 0 ? 'none is' : `${left} ${left === 1 ? 'is' : 'are'}`} free after it`
}

const machineSteps = [
  {
    key: 'first',
    text: 'The agent makes the first backup at once: of the whole machine, but for caches and what comes with the system.',
  },
  { key: 'on', text: 'When it has succeeded, the server shows “Backups enabled”.' },
  { key: 'proof', text: 'A drill restores it to a throw-away folder, to prove that it can be.' },
]

function stepsOf(label: string, fit: NativeFit | null) {
  return [
    { key: 'ask', text: `${label} is asked to switch backups on. That takes some seconds, seldom minutes.` },
    {
      key: 'confirm',
      text: `Once ${label} confirms it, the server shows “Backups enabled”. Until then nothing counts as on.`,
    },
    {
      key: 'first',
      text: `${label} takes the first backup in its next window, mostly within a ${fit?.every ?? 'day'}.`,
    },
  ]
}
