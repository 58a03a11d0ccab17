// The whiteboard as the browser client draws on it (web/src/room/board/writing.ts), for tests.
import * as Y from 'yjs'

const ME = Symbol('drawn here')

export class Board {
  constructor(doc) {
    this.doc = doc
    this.marks = doc.getArray('board')
    this.history = new Y.UndoManager(this.marks, { trackedOrigins: new Set([ME]), captureTimeout: 1e9 })
  }

  change(work) {
    this.history.stopCapturing()
    this.doc.transact(work, ME)
  }

  stroke(colour, [x, y, ...more]) {
    const points = new Y.Array()
    this.change(() => {
      points.push([x, y])
      this.marks.push([new Y.Map(Object.entries({ kind: 'stroke', colour, width: 5, points }))])
    })
    // The rest comes as the hand moves; the peer may have erased it meanwhile.
    for (let at = 0; at + 1 < more.length && points.doc; at += 2)
      this.doc.transact(() => points.push(more.slice(at, at + 2)), ME)
  }

  label(colour, x, y, text) {
    this.change(() => this.marks.push([new Y.Map(Object.entries({ kind: 'label', colour, x, y, text }))]))
  }

  erase(index) {
    if (index < this.marks.length) this.change(() => this.marks.delete(index))
  }

  undo() {
    this.history.undo()
  }

  redo() {
    this.history.redo()
  }
}
