// The smallest page with a shared editor: CodeMirror as it comes, on a text that y-websocket keeps in step.
import { basicSetup, EditorView } from 'codemirror'
import { yCollab } from 'y-codemirror.next'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

window.open_editor = (url, room, name) => {
  const doc = new Y.Doc()
  const text = doc.getText('code')
  // Pages of one browser would talk past the server otherwise.
  const provider = new WebsocketProvider(url, room, doc, { disableBc: true })
  provider.awareness.setLocalStateField('user', { name, color: '#4655d9', colorLight: '#4655d933' })
  new EditorView({ parent: document.body, extensions: [basicSetup, yCollab(text, provider.awareness)] })
  return new Promise((resolve) => provider.once('sync', () => resolve(true)))
}
