import { expect, test } from 'vitest'
import { attachmentHeaders } from './attachment-headers.ts'

test.each([
  ['a.txt', `attachment; filename="a.txt"; filename*=UTF-8''a.txt`],
  ['é 100%.pdf', `attachment; filename="_ 100_.pdf"; filename*=UTF-8''%C3%A9%20100%25.pdf`],
  ['a"; filename=b.exe', `attachment; filename="a__ filename=b.exe"; filename*=UTF-8''a%22%3B%20filename%3Db.exe`],
  ['a\r\nset-cookie: x', `attachment; filename="a__set-cookie_ x"; filename*=UTF-8''a__set-cookie%3A%20x`],
  ['\u202egpj.exe', `attachment; filename="_gpj.exe"; filename*=UTF-8''_gpj.exe`],
  ['..', `attachment; filename="download"; filename*=UTF-8''download`],
  ['a\\b', `attachment; filename="a_b"; filename*=UTF-8''a_b`],
  ["it's (1)", `attachment; filename="it_s (1)"; filename*=UTF-8''it%27s%20%281%29`],
  ['\ud800', `attachment; filename="_"; filename*=UTF-8''%EF%BF%BD`],
])('the name %j stays within its header', (name, header) => {
  expect(attachmentHeaders(name, 'application/zip')['content-disposition']).toBe(header)
})
