#!/usr/bin/env bash
# y-codemirror.next: the flag at a remote caret keeps the name it was first drawn with, as long as the color stays.
#
# Expected: y-protocols' awareness: the newest state of a client replaces the one before, so a client that changes its
# `user.name` is shown by its new name.
# Seen with 0.3.6: the caret's widget compares equal to any other of its color (`eq` looks at `color` alone), so
# CodeMirror keeps the element with the old name. Once the color changes too, the name follows.
#
# Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund --save-exact \
    y-codemirror.next@0.3.6 yjs@13.6.33 y-protocols@1.0.7 @codemirror/state@6.7.6 @codemirror/view@6.43.15 jsdom@26.1.0
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs'
import { JSDOM } from 'jsdom'

const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true })
for (const name of ['window', 'document', 'MutationObserver', 'Node', 'HTMLElement', 'Range', 'getComputedStyle'])
  globalThis[name] ??= name === 'window' ? window : window[name]
globalThis.requestAnimationFrame = () => 0
globalThis.cancelAnimationFrame = () => undefined

const Y = await import('yjs')
const { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } = await import('y-protocols/awareness')
const { EditorState } = await import('@codemirror/state')
const { EditorView } = await import('@codemirror/view')
const { yCollab } = await import('y-codemirror.next')

const doc = new Y.Doc()
const text = doc.getText('code')
text.insert(0, 'hello')
const here = new Awareness(doc)
const there = new Awareness(new Y.Doc())
const view = new EditorView({
  parent: document.body,
  state: EditorState.create({ doc: text.toString(), extensions: [yCollab(text, here)] }),
})
const place = Y.createRelativePositionFromTypeIndex(text, 2)

function flagOf(user) {
  there.setLocalState({ user, cursor: { anchor: place, head: place } })
  applyAwarenessUpdate(here, encodeAwarenessUpdate(there, [there.clientID]), 'remote')
  return document.querySelector('.cm-ySelectionInfo')?.textContent
}

const seen = [
  flagOf({ name: 'before', color: '#30bced' }),
  flagOf({ name: 'after', color: '#30bced' }),
  flagOf({ name: 'after', color: '#6eeb83' }),
]
const { version } = JSON.parse(readFileSync('node_modules/y-codemirror.next/package.json'))
console.log(`y-codemirror.next ${version}`)
console.log(`  named "before": ${seen[0]}; renamed "after": ${seen[1]}; and in another color: ${seen[2]}`)
view.destroy()
process.exit(seen.join() === 'before,before,after' ? 0 : 1)
JAVASCRIPT
node run.mjs
