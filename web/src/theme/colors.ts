import type { MantineColorsTuple } from '@mantine/core'

const tide: MantineColorsTuple = [
  '#eef9fc',
  '#d8eff6',
  '#b6e0eb',
  '#89c9db',
  '#5cb1c8',
  '#2f94af',
  '#16748e',
  '#125f76',
  '#0d4a5e',
  '#083343',
]
const gray: MantineColorsTuple = [
  '#f8f9fa',
  '#f2f5f6',
  '#eaedef',
  '#e2e6e8',
  '#cbd1d4',
  '#868f94',
  '#646d72',
  '#4b5459',
  '#2d353a',
  '#151c20',
]
const dark: MantineColorsTuple = [
  '#e4e9ea',
  '#b3bbbe',
  '#8f999d',
  '#5f696e',
  '#353f45',
  '#232b30',
  '#1a2125',
  '#12181b',
  '#0b1013',
  '#06090b',
]
const green: MantineColorsTuple = [
  '#eefaf0',
  '#daf3de',
  '#bbe6c2',
  '#93d5a0',
  '#6cc180',
  '#48a661',
  '#32884b',
  '#256c3c',
  '#1c5430',
  '#133b21',
]
const yellow: MantineColorsTuple = [
  '#fff7e6',
  '#feedc8',
  '#fcdd9b',
  '#fac96b',
  '#f1b340',
  '#dc9d2e',
  '#bd7a0c',
  '#85530c',
  '#70450f',
  '#4e2e0c',
]
const red: MantineColorsTuple = [
  '#fff3f0',
  '#ffe3dc',
  '#ffc7ba',
  '#fda38f',
  '#f98a6d',
  '#ef5f42',
  '#c8381c',
  '#a32b13',
  '#7d2210',
  '#57180c',
]

/** The scales. Mantine's own gray, dark, green, yellow and red are replaced, so that stock components follow. */
export const colors = { tide, gray, dark, green, yellow, red }
