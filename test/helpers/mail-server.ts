import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type MailServer = {
  url: string
  /** As they came, headers and text, with the lines that transport folded made whole. */
  received: string[]
  /** How many of the next are refused. */
  refuse: number
  close(): Promise<void>
}

/** A real SMTP server that keeps what it gets. */
export const startMailServer = async (): Promise<MailServer> => {
  const server: MailServer = { url: '', received: [], refuse: 0, close: async () => undefined }
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) => {
      if (server.refuse === 0) return done()
      server.refuse -= 1
      done(new Error('Try again later'))
    },
    onData: (stream, _session, done) => {
      let text = ''
      stream.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      stream.on('end', () => {
        server.received.push(text.replaceAll('=\r\n', '').replaceAll('=3D', '=').replaceAll('\r\n', '\n'))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => void smtp.listen(0, '127.0.0.1', () => resolve()))
  server.url = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`
  server.close = () => new Promise<void>((resolve) => void smtp.close(() => resolve()))
  return server
}
