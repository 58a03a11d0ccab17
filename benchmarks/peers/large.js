// One person's large work beside the others': a paste, a comment over all lines, its undoing, and a replacement in
// many places. Everything is made before the clock runs, so that making it delays none of those who type.
import { setTimeout as pause } from 'node:timers/promises'
import * as Y from 'yjs'

const PASTED_BYTES = 200_000
const EDITS = 10_000
const LINE = 'answer = lookup(table, key)  # as before\n'
const DONE_MS = 60_000

const commented = (text) => {
  const lines = text.toString().split('\n')
  let at = 0
  for (const line of lines) {
    text.insert(at, '# ')
    at += line.length + 3
  }
}

const replaced = (text) => {
  const apart = Math.floor(text.length / EDITS)
  for (let n = EDITS - 1; n >= 0; n--) {
    text.delete(n * apart, 1)
    text.insert(n * apart, 'y')
  }
}

// Returns what does the work of `worker` within some seconds and says when the peer had each part of it.
export const large = (worker, peer) => {
  const doc = worker.doc
  const text = doc.getText('code')
  const undone = new Y.UndoManager(text, { captureTimeout: 0 })
  const work = {
    paste: () => text.insert(0, LINE.repeat(PASTED_BYTES / LINE.length)),
    comment: () => doc.transact(() => commented(text)),
    undo: () => undone.undo(),
    edits: () => doc.transact(() => replaced(text)),
  }
  const steps = Object.entries(work).map(([name, change]) => {
    const messages = []
    const keep = (update) => messages.push(worker.line.update(update))
    doc.on('update', keep)
    change()
    // Words behind it, not to be undone, say that it has arrived: parsing so much would delay who types.
    const mark = `has come: ${name}`
    doc.transact(() => text.insert(text.length, mark), 'mark')
    doc.off('update', keep)
    return { name, messages, mark }
  })
  // It looks at nothing: all that it would get to see is its own.
  worker.line.onupdate = () => {}
  const come = new Set()
  peer.line.onupdate = ({ buffer, byteOffset, length }) => {
    const bytes = Buffer.from(buffer, byteOffset, length)
    for (const { mark } of steps) if (bytes.includes(mark)) come.add(mark)
  }
  return async (seconds) => {
    const seen = {}
    for (const { name, messages, mark } of steps) {
      await pause((1000 * seconds) / (steps.length + 2))
      const begun = performance.now()
      for (const message of messages) worker.line.socket.send(message)
      while (!come.has(mark) && performance.now() < begun + DONE_MS) await pause(1)
      if (!come.has(mark)) throw new Error(`the peer never had the ${name}: ${worker.line.refusals}`)
      seen[`${name}_ms`] = performance.now() - begun
      seen[`${name}_bytes`] = messages.reduce((sum, one) => sum + one.length, 0)
    }
    return seen
  }
}
