import type { UseFormReturnType } from '@mantine/form'

/**
 * A field's props, checked on leaving it. An empty field is not blamed before the form is sent:
 * the remark would move the button away from under the pointer that left the field for it.
 */
export function fieldProps<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  name: keyof Values & string,
) {
  const props = form.getInputProps(name)
  return {
    ...props,
    onBlur: () => {
      if (form.getValues()[name] !== '') form.validateField(name)
    },
  }
}
