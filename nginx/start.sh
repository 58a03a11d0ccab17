#!/bin/sh
# What the image runs: renders, checks, starts nginx, and turns every request to stop into an orderly end.
set -eu

configuration=$(/opt/mockmate/nginx/render.sh /tmp/nginx)
nginx -t -q -e stderr -c "$configuration"

# SIGTERM would cut every connection, and with it the goodbye that mockmate_ws says to its sockets; SIGQUIT lets them
# end. Not every platform sends the STOPSIGNAL of an image.
nginx -e stderr -c "$configuration" -g 'daemon off;' &
trap 'kill -QUIT $!' TERM INT QUIT
trap 'kill -HUP $!' HUP
# A signal ends `wait` before nginx has ended.
while kill -0 $! 2>/dev/null; do
    wait $! && code=0 || code=$?
done
exit "$code"
