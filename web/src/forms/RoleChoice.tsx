import type { Role } from '../api/types.ts'
import { reaches, rolesRising, roleWords } from '../lib/roles.ts'
import { ChoiceList } from '../ui/ChoiceList.tsx'

type Props = {
  label: string
  value: Role
  onChange: (role: Role) => void /** The highest role that can be given here. */
  upTo: Role | 'operator'
  error?: string
}

/** The three roles, each with what it may do. */
export function RoleChoice({ label, value, onChange, upTo, error }: Props) {
  const choices = rolesRising.map((role) => ({
    value: role,
    word: roleWords[role].word,
    text: roleWords[role].may,
    disabledReason: reaches(upTo, role) ? null : `Above your own role, which is ${upTo}.`,
  }))
  return <ChoiceList label={label} choices={choices} value={value} onChange={onChange} error={error} />
}
