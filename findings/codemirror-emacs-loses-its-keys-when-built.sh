#!/usr/bin/env bash
# @replit/codemirror-emacs: built by a bundler, it has none of Emacs' keys.
#
# Expected: its README: `emacs()` among the extensions gives Emacs' keys, in a production build as in development.
# Seen with 6.1.0: the calls that register keys and commands are marked `/*@__PURE__*/`, free of effects. Bundlers believe
# that and drop them, since nobody uses what they return. From the source, unbundled, the keys are there.
#
# Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund --save-exact \
    @replit/codemirror-emacs@6.1.0 rolldown@1.2.19 @codemirror/state@6.7.6 @codemirror/view@6.43.15 \
    @codemirror/commands@6.11.1 @codemirror/autocomplete@6.20.4 @codemirror/search@6.7.2
echo "import { emacs } from '@replit/codemirror-emacs'; globalThis.keys = emacs()" >entry.js
npx rolldown entry.js --format esm --file built.js >/dev/null
before=$(grep -c 'killLine' node_modules/@replit/codemirror-emacs/dist/index.js || true)
after=$(grep -c 'killLine: {' built.js || true)
echo "@replit/codemirror-emacs 6.1.0: lines about killLine in the source: $before; its command in the build: $after"
[[ $after == 0 ]]
