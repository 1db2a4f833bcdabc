/** A customer's file is never a page of ours: it is saved, not shown, and could do nothing if it were. */
export const attachmentHeaders = (name: string, contentType: string): Record<string, string> => ({
  'content-type': contentType,
  'content-disposition': `attachment; filename="${plainName(name)}"; filename*=UTF-8''${encoded(safeName(name))}`,
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
})

/** Without what could break the header, name another folder, or turn the direction of writing around the extension. */
const safeName = (name: string): string => {
  const safe = name.toWellFormed().replace(/[\p{C}/\\]/gu, '_')
  return /^\.*$/.test(safe) ? 'download' : safe
}

/** For programs that know no other alphabet. */
const plainName = (name: string): string => safeName(name).replace(/[^\w .()+,=@~-]/g, '_')

const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
