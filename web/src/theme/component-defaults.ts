import type { MantineThemeComponents } from '@mantine/core'
import controls from './controls.module.css'
import floating from './floating.module.css'

const fieldClassNames = {
  root: controls.fieldRoot,
  wrapper: controls.fieldWrapper,
  input: controls.fieldInput,
  label: controls.fieldLabel,
  description: controls.fieldHelp,
  error: controls.fieldError,
  required: controls.fieldRequired,
}

const field = {
  defaultProps: {
    size: 'sm',
    // Help stands below, and an error takes its place.
    inputWrapperOrder: ['label', 'input', 'description', 'error'],
    withAsterisk: false,
  },
  classNames: fieldClassNames,
}

const dropdown = { classNames: { dropdown: floating.dropdown, option: floating.option } }

/** How stock controls look and behave everywhere: sizes and edges of the design language. */
export const componentDefaults: MantineThemeComponents = {
  Button: {
    defaultProps: { variant: 'default', size: 'sm', loaderProps: { size: 14 } },
    classNames: {
      root: controls.button,
      section: controls.buttonSection,
      label: controls.buttonLabel,
      loader: controls.buttonLoader,
    },
  },
  ActionIcon: { defaultProps: { variant: 'subtle', size: 30 }, classNames: { root: controls.iconButton } },
  CloseButton: { defaultProps: { size: 28 }, classNames: { root: controls.iconButton } },
  Loader: { defaultProps: { type: 'oval', size: 14 } },
  InputWrapper: field,
  Input: { defaultProps: { size: 'sm' }, classNames: { input: controls.fieldInput } },
  TextInput: field,
  Textarea: field,
  PasswordInput: {
    ...field,
    classNames: { ...fieldClassNames, innerInput: controls.fieldInner, visibilityToggle: controls.fieldToggle },
  },
  Select: {
    defaultProps: {
      ...field.defaultProps,
      allowDeselect: false,
      checkIconPosition: 'right',
      withCheckIcon: true,
      comboboxProps: { shadow: 'md', offset: 4 },
    },
    classNames: { ...fieldClassNames, ...dropdown.classNames },
  },
  Checkbox: {
    defaultProps: { size: 16, radius: 'xs' },
    classNames: {
      root: controls.check,
      inner: controls.checkInner,
      input: controls.checkInput,
      icon: controls.checkIcon,
      label: controls.checkLabel,
      description: controls.fieldHelp,
      error: controls.fieldError,
    },
  },
  Switch: {
    defaultProps: { withThumbIndicator: false },
    classNames: {
      root: controls.switch,
      track: controls.switchTrack,
      thumb: controls.switchThumb,
      label: controls.checkLabel,
      description: controls.fieldHelp,
    },
  },
  SegmentedControl: {
    classNames: {
      root: controls.segments,
      control: controls.segment,
      label: controls.segmentLabel,
      indicator: controls.segmentIndicator,
    },
  },
  Menu: {
    defaultProps: {
      shadow: 'md',
      offset: 4,
      position: 'bottom-end',
      // It would be a focusable stranger among the menu's items.
      withInitialFocusPlaceholder: false,
      transitionProps: { duration: 120, transition: 'fade' },
    },
    classNames: {
      dropdown: floating.dropdown,
      item: floating.item,
      label: floating.label,
      divider: floating.divider,
      itemSection: floating.itemSection,
      itemIndicator: floating.itemIndicator,
    },
  },
  Popover: { defaultProps: { shadow: 'md' }, classNames: { dropdown: floating.card } },
  Tooltip: {
    defaultProps: {
      openDelay: 300,
      withArrow: false,
      events: { hover: true, focus: true, touch: true },
      transitionProps: { duration: 120 },
    },
    classNames: { tooltip: floating.tooltip },
  },
}
