#!/bin/sh
# Renders the gateway's configuration into a folder and prints the path of its nginx.conf: for the image, on a bare
# machine and in the tests alike. What can be set is listed below, with its default.
#
#   API_SERVERS="10.0.0.4:8000 10.0.0.5:8000" WS_SERVERS="10.0.0.4:8001" nginx/render.sh /run/mockmate
set -eu

SOURCE=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)/templates
OUT=${1:?usage: render.sh FOLDER}
mkdir -p "$OUT"
OUT=$(cd "$OUT" && pwd)

: "${LISTEN:=8080}"                      # port, or address:port
: "${API_SERVERS:=127.0.0.1:8000}"       # host:port of every mockmate_api, separated by spaces
: "${WS_SERVERS:=127.0.0.1:8001}"        # the same of mockmate_ws
: "${SERVER_OPTIONS:=}"                  # "resolve" follows names whose addresses change; nginx 1.27.3 or newer
: "${RESOLVER:=}"                        # the name server for that, or "auto" for the machine's own
: "${PROXIES_IN_FRONT:=}"                # networks whose X-Forwarded-… headers are believed, such as "10.20.0.0/16"
: "${AUTH_RATE:=5r/s}"                   # of one address: logins and the like
: "${API_RATE:=50r/s}"                   # everything else over HTTP
: "${SOCKET_RATE:=20r/s}"                # new sockets
: "${REQUESTS_PER_ADDRESS:=100}"         # requests at the same time
: "${SOCKETS_PER_ADDRESS:=200}"          # a class behind one address has five for each of forty people
: "${DRAIN:=30s}"                         # how long sockets may go on once it is told to stop
: "${WEB_ROOT:=$SOURCE/../../web/dist}"   # the browser client, built; where there is none the API is asked for it
: "${ZEGO_APP_ID:=0}"                    # as the services have it: whether pages may reach ZEGO's hosts
: "${ACCESS_LOG:=/dev/stdout}"

if [ "$RESOLVER" = auto ]; then
    RESOLVER=$(awk '$1 == "nameserver" { print ($2 ~ /:/) ? "[" $2 "]" : $2 }' /etc/resolv.conf | tr '\n' ' ')
fi
RESOLVER_LINE=${RESOLVER:+"resolver $RESOLVER valid=2s ipv6=off;"}

# each FORMAT ITEMS...: one line an item
each() {
    format=$1
    shift
    for item in "$@"; do
        case $item in
        *[!A-Za-z0-9.:/_-]*) echo "render.sh: '$item' is neither a server nor a network" >&2; exit 2 ;;
        esac
        # shellcheck disable=SC2059  # it is a format
        printf "$format\n" "$item"
    done
}
# shellcheck disable=SC2086  # lists are meant to be split
{
    # max_fails=0: by default one failure makes nginx avoid a server for ten seconds, and where it is the only one,
    # refuse everybody meanwhile.
    API_LINES=$(each "    server %s max_fails=0 $SERVER_OPTIONS;" $API_SERVERS)
    WS_LINES=$(each "    server %s max_fails=0 $SERVER_OPTIONS;" $WS_SERVERS)
    REAL_IP_LINES=$(each 'set_real_ip_from %s;' $PROXIES_IN_FRONT)
    BELIEVED_LINES=$(each '    %s 1;' $PROXIES_IN_FRONT)
}

export OUT LISTEN API_LINES WS_LINES RESOLVER_LINE REAL_IP_LINES BELIEVED_LINES AUTH_RATE API_RATE SOCKET_RATE \
    REQUESTS_PER_ADDRESS SOCKETS_PER_ADDRESS DRAIN WEB_ROOT ZEGO_APP_ID ACCESS_LOG

# ${NAME} becomes what is exported above; nginx's own $variables have no braces in the templates, and stay.
for template in "$SOURCE"/*.conf; do
    awk '{
        written = ""
        rest = $0
        while (match(rest, /\$\{[A-Z_]+\}/)) {
            name = substr(rest, RSTART + 2, RLENGTH - 3)
            if (!(name in ENVIRON)) { print FILENAME ": " name " is not set" > "/dev/stderr"; exit 3 }
            written = written substr(rest, 1, RSTART - 1) ENVIRON[name]
            rest = substr(rest, RSTART + RLENGTH)
        }
        print written rest
    }' "$template" > "$OUT/$(basename "$template")"
done
echo "$OUT/nginx.conf"
