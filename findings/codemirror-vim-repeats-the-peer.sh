#!/usr/bin/env bash
# @replit/codemirror-vim: `.` repeats what somebody else wrote into a shared text while one was inserting.
#
# Expected: Vim's own help (`:help .`): the dot repeats the last change, that is what this person typed between `A` and
# Escape. A change that comes from a peer, with the annotation of y-codemirror.next, is none of theirs.
# Seen with 6.4.0: every change that reaches the editor while it inserts is taken for typed text, and comes again with the
# next dot, for whoever pressed it.
#
# Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund --save-exact \
    @replit/codemirror-vim@6.4.0 y-codemirror.next@0.3.6 yjs@13.6.33 y-protocols@1.0.7 jsdom@26.1.0 \
    @codemirror/state@6.7.6 @codemirror/view@6.43.15 @codemirror/commands@6.11.1 @codemirror/language@6.13.1 \
    @codemirror/search@6.7.2
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs'
import { JSDOM } from 'jsdom'

const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true })
const names = ['window', 'document', 'MutationObserver', 'Node', 'HTMLElement', 'Range', 'getComputedStyle', 'Event']
for (const name of names) globalThis[name] = name === 'window' ? window : window[name]
globalThis.requestAnimationFrame = () => 0
globalThis.cancelAnimationFrame = () => undefined

const Y = await import('yjs')
const { EditorState } = await import('@codemirror/state')
const { EditorView } = await import('@codemirror/view')
const { yCollab } = await import('y-codemirror.next')
const { getCM, Vim, vim } = await import('@replit/codemirror-vim')

const doc = new Y.Doc()
const text = doc.getText('code')
text.insert(0, 'one\ntwo\n')
const view = new EditorView({
  parent: document.body,
  state: EditorState.create({ doc: text.toString(), extensions: [vim(), yCollab(text, null)] }),
})
const cm = getCM(view)
const press = (...keys) => keys.forEach((key) => Vim.handleKey(cm, key, 'user'))

press('A')
const { head } = view.state.selection.main
view.dispatch({ changes: { from: head, insert: 'mine' }, selection: { anchor: head + 4 }, userEvent: 'input.type' })
// A peer, at the end of the text.
doc.transact(() => text.insert(text.length, 'theirs'), 'peer')
press('<Esc>', '.')
const seen = text.toString().split('\n')[0]
const { version } = JSON.parse(readFileSync('node_modules/@replit/codemirror-vim/package.json'))
console.log(`@replit/codemirror-vim ${version}`)
console.log(`  "mine" appended to "one", and repeated: ${seen}`)
view.destroy()
process.exit(seen.includes('theirs') ? 0 : 1)
JAVASCRIPT
node run.mjs
