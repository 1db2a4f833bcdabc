import { createTheme, defaultVariantColorsResolver, rem, type VariantColorsResolver } from '@mantine/core'
import { colors } from './colors.ts'
import { componentDefaults } from './component-defaults.ts'

const sans = "'IBM Plex Sans Variable', system-ui, sans-serif"

/** Adds the two button kinds Mantine does not know: quiet (in rows) and danger (what overwrites or destroys). */
const variantColors: VariantColorsResolver = (input) => {
  if (input.variant === 'quiet') {
    return {
      background: 'transparent',
      hover: 'transparent',
      color: 'var(--bs-accent)',
      border: '1px solid transparent',
    }
  }
  if (input.variant === 'plain') {
    return {
      background: 'transparent',
      hover: 'transparent',
      color: 'var(--bs-ink-2)',
      border: '1px solid transparent',
    }
  }
  if (input.variant === 'danger') {
    return {
      background: 'var(--bs-danger)',
      hover: 'var(--bs-danger-hover)',
      color: 'var(--bs-on-danger)',
      border: '1px solid transparent',
    }
  }
  if (input.variant === 'filled' && (input.color === undefined || input.color === 'tide')) {
    // Mantine fills with the scale's own shade; the dark theme's fill lies between two of them.
    return {
      background: 'var(--bs-accent-fill)',
      hover: 'var(--bs-accent-hover)',
      color: 'var(--bs-on-accent)',
      border: '1px solid transparent',
    }
  }
  return defaultVariantColorsResolver(input)
}

const heading = (size: number, line: number) => ({
  fontSize: rem(size),
  lineHeight: rem(line),
  fontWeight: '600',
})

/** The design language as a Mantine theme. Colours that mean something are in semantic.ts. */
export const theme = createTheme({
  colors,
  primaryColor: 'tide',
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  black: '#151c20',
  white: '#ffffff',
  fontFamily: sans,
  fontFamilyMonospace: "'IBM Plex Mono', ui-monospace, monospace",
  fontSizes: { xs: rem(11), sm: rem(12), md: rem(13), lg: rem(14), xl: rem(16) },
  lineHeights: { xs: '1.4545', sm: '1.3334', md: '1.5385', lg: '1.4286', xl: '1.375' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  headings: {
    fontFamily: sans,
    fontWeight: '600',
    sizes: {
      h1: heading(20, 28),
      h2: heading(20, 28),
      h3: heading(16, 22),
      h4: heading(14, 20),
      h5: heading(13, 20),
      h6: heading(13, 20),
    },
  },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { xs: rem(3), sm: rem(5), md: rem(7), lg: rem(10), xl: rem(10) },
  defaultRadius: 'sm',
  breakpoints: { xs: '36em', sm: '48em', md: '62em', lg: '75em', xl: '105em' },
  shadows: {
    xs: 'none',
    sm: 'none',
    md: 'var(--bs-shadow)',
    lg: 'var(--bs-shadow)',
    xl: 'var(--bs-shadow)',
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  activeClassName: '',
  variantColorResolver: variantColors,
  components: componentDefaults,
})
