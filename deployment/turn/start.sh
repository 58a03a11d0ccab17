#!/bin/sh
# What the image runs: adds to turnserver.conf what this deployment decides, and starts coturn. A secret on the command
# line would be shown to every process of the machine.
set -eu
umask 077

folder=${TURN_FOLDER:-/tmp}
whole=$folder/turnserver.conf

refuse() {
    echo "$1" >&2
    exit 2
}

cat "$(dirname "$0")/turnserver.conf" >"$whole"
# The only folder that can be written.
printf '%s\n' "userdb=$folder/turndb" "pidfile=$folder/turnserver.pid" >>"$whole"

# Anything else might end the line, or be read as a comment.
secret=${TURN_SECRET:-}
case $secret in
*[!A-Za-z0-9_+/=-]*) refuse 'TURN_SECRET may have letters, digits and _+/=- only; "openssl rand -hex 32" makes one' ;;
esac
[ ${#secret} -ge 32 ] || refuse 'TURN_SECRET must have at least 32 characters; "openssl rand -hex 32" makes one'
echo "static-auth-secret=$secret" >>"$whole"

# Both addresses: with the public one alone, coturn takes its own relayed addresses for the private one, which is denied,
# and two people who both need the relay would not hear each other.
both='TURN_EXTERNAL_IP must be PUBLIC/PRIVATE, such as 203.0.113.7/10.0.0.5'
case ${TURN_EXTERNAL_IP:-} in
'') ;;
*[!0-9A-Fa-f.:/]* | */*/*) refuse "$both" ;;
[!/]*/*[!/]) echo "external-ip=$TURN_EXTERNAL_IP" >>"$whole" ;;
*) refuse "$both" ;;
esac

exec turnserver -c "$whole"
