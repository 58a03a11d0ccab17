// Hocuspocus as it comes, or storing: given a folder, each document is written there as often as our room may commit.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Server } from '@hocuspocus/server'
import { encodeStateAsUpdate } from 'yjs'

const folder = process.argv[2]
const storing = {
  debounce: 200,
  maxDebounce: 200,
  onStoreDocument: ({ documentName, document }) => writeFile(join(folder, documentName), encodeStateAsUpdate(document)),
}
const port = Number(process.env.PORT)
new Server({ port, address: '127.0.0.1', quiet: true, ...(folder ? storing : {}) }).listen()
