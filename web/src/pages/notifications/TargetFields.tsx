import { PasswordInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { TargetKind } from '../../../../src/notifications/schema.ts'
import { fieldProps } from '../../forms/field-props.ts'
import type { TargetValues } from '../../lib/target-form.ts'

const urlWords: Record<TargetKind, { label: string; description: string; placeholder?: string }> = {
  webhook: { label: 'Address', description: 'Gets a POST with JSON for each notice.' },
  slack: { label: 'Webhook URL', description: 'Of an incoming webhook: in Slack under Apps, Incoming Webhooks.' },
  discord: {
    label: 'Webhook URL',
    description: 'In Discord under the settings of the channel, Integrations, Webhooks.',
  },
  telegram: {
    label: 'Bot API server (optional)',
    description: 'Only for a server of your own.',
    placeholder: 'https://api.telegram.org',
  },
  ntfy: { label: 'Server (optional)', description: 'Where the topic is.', placeholder: 'https://ntfy.sh' },
}

/** What a target of a kind needs to be reached. */
export function TargetFields({ form, kind }: { form: UseFormReturnType<TargetValues>; kind: TargetKind }) {
  return (
    <>
      <TextInput
        label="Name"
        description="As lists show it: on-call channel, status page."
        autoComplete="off"
        {...fieldProps(form, 'name')}
      />
      {kind === 'telegram' && (
        <>
          <PasswordInput
            label="Bot token"
            description="From BotFather. Add the bot to the chat first."
            autoComplete="off"
            {...fieldProps(form, 'token')}
          />
          <TextInput
            label="Chat id"
            description="A number, or @name of a channel."
            autoComplete="off"
            {...fieldProps(form, 'chat_id')}
          />
        </>
      )}
      {kind === 'ntfy' && (
        <>
          <TextInput
            label="Topic"
            description="Whoever knows it can read it, unless the server wants a token."
            autoComplete="off"
            {...fieldProps(form, 'topic')}
          />
          <PasswordInput label="Access token (optional)" autoComplete="off" {...fieldProps(form, 'token')} />
        </>
      )}
      <TextInput
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        {...urlWords[kind]}
        {...fieldProps(form, 'url')}
      />
    </>
  )
}
