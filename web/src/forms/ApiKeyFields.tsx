import { TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { Role } from '../api/types.ts'
import { OrganizationSelect } from '../components/OrganizationSelect.tsx'
import { ChoiceList } from '../ui/ChoiceList.tsx'
import { ExpiryChoice, type ExpiryDays } from './ExpiryChoice.tsx'
import { fieldProps } from './field-props.ts'
import { RoleChoice } from './RoleChoice.tsx'

export type ApiKeyValues = {
  name: string
  reach: 'operator' | 'organization'
  organization_id: string | null
  role: Role
  expires: ExpiryDays
}

type Props = {
  form: UseFormReturnType<ApiKeyValues>
  /** Whether the one who makes the key chooses what it reaches; otherwise it is one organization's. */
  choosesReach: boolean
  viewerRole: Role | 'operator'
}

/** Name, reach, role and end of a new key. */
export function ApiKeyFields({ form, choosesReach, viewerRole }: Props) {
  const { reach, organization_id, role, expires } = form.values
  return (
    <>
      <TextInput
        data-autofocus
        label="Name"
        description="What will use it, so that you know later: deploy script, monitoring."
        autoComplete="off"
        {...fieldProps(form, 'name')}
      />
      {choosesReach && (
        <ChoiceList
          label="Reaches"
          value={reach}
          onChange={(next) => form.setFieldValue('reach', next)}
          choices={[
            {
              value: 'operator',
              word: 'The whole installation',
              text: 'An operator key: everything an operator may, in every organization.',
            },
            {
              value: 'organization',
              word: 'One customer',
              text: 'Sees and changes that organization only, within a role.',
            },
          ]}
        />
      )}
      {choosesReach && reach === 'organization' && (
        <OrganizationSelect
          label="Customer"
          error={typeof form.errors.organization_id === 'string' ? form.errors.organization_id : undefined}
          value={organization_id}
          onChange={(id) => form.setFieldValue('organization_id', id)}
        />
      )}
      {reach === 'organization' && (
        <RoleChoice
          label="May do what this role may"
          upTo={viewerRole}
          value={role}
          onChange={(next) => form.setFieldValue('role', next)}
        />
      )}
      <ExpiryChoice value={expires} onChange={(next) => form.setFieldValue('expires', next)} />
    </>
  )
}
