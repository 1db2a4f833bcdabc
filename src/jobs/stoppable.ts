/** How long a handler may take to tidy up after its signal aborted. */
const tidyUpMs = 1_000

/** The work's own end; or, once the signal aborts, its end shortly after, or else the signal's reason. */
export const stoppable = async (work: Promise<unknown>, signal: AbortSignal): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const overdue = new Promise<never>((_resolve, reject) => {
    const wait = () => {
      timer = setTimeout(() => reject(signal.reason), tidyUpMs)
    }
    if (signal.aborted) wait()
    else signal.addEventListener('abort', wait, { once: true })
  })
  try {
    await Promise.race([work, overdue])
  } finally {
    clearTimeout(timer)
  }
}
