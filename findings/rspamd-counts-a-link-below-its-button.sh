#!/usr/bin/env bash
# rspamd: a letter with a button and, below it, the same link for copying looks like spam.
#
# Expected: the parts of a multipart/alternative say the same in two forms (RFC 2046, 5.1.4). A filter may compare which
# links they have; that the HTML has one of them twice says nothing.
# Seen with 3.4: URI_COUNT_ODD adds 1.0 point when the number of links is odd. It does not compare the parts: a link that
# both have counts as often as it occurs, one that only the HTML has does not count at all. So a link that is once in
# the text and twice in the HTML costs a point, and another link in the HTML alone, which might lead anywhere, costs none.
# Matters to letters for confirming an address or for a new password, which commonly look like that. At 4 points rspamd
# greylists by default, at 6 it marks a mail as spam.
#
# Needs Debian 12 or what takes its packages, and root. Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
daemon=
trap 'test -z "$daemon" || kill "$daemon"; wait; rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq update
apt-get -qq -o APT::Sandbox::User=root download rspamd=3.4-1 libhyperscan5 libluajit-5.1-2 libluajit-5.1-common
for package in *.deb; do dpkg --extract "$package" .; done
LD_LIBRARY_PATH=$(find "$folder/usr/lib" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
export LD_LIBRARY_PATH
port=21333
settings=etc/rspamd/local.d
echo "bind_socket = \"127.0.0.1:$port\"; count = 1;" >$settings/worker-normal.inc
for worker in controller proxy fuzzy; do echo 'enabled = false;' >$settings/worker-$worker.inc; done
echo 'dns { nameserver = ["127.0.0.1:9"]; timeout = 0.1s; retransmits = 1; }' >$settings/options.inc
echo 'type = "console"; level = "error";' >$settings/logging.inc
shared=$folder/usr/share/rspamd
mkdir data
usr/bin/rspamd --no-fork --insecure --config=etc/rspamd/rspamd.conf \
    --var=CONFDIR="$folder/etc/rspamd" --var=LOCAL_CONFDIR="$folder/etc/rspamd" --var=SHAREDIR="$shared" \
    --var=PLUGINSDIR="$shared/plugins" --var=RULESDIR="$shared/rules" --var=LUALIBDIR="$shared/lualib" \
    --var=WWWDIR="$shared/www" --var=DBDIR="$folder/data" --var=RUNDIR="$folder/data" --var=LOGDIR="$folder/data" \
    >log 2>&1 &
daemon=$!
mail() { # the links of the text, and of the HTML, each a letter
    cat <<MAIL
From: Garden <garden@example.org>
To: anna@example.org
Subject: Your beds
Date: $(date -R)
Message-ID: <$RANDOM.$RANDOM@example.org>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=rake

--rake
Content-Type: text/plain; charset=utf-8

The beds are watered.
$(for bed in $1; do echo "https://garden.example.org/beds/$bed"; done)

--rake
Content-Type: text/html; charset=utf-8

<!doctype html><html><body><p>The beds are watered.</p>
$(for bed in $2; do echo "<p><a href=\"https://garden.example.org/beds/$bed\">A bed</a></p>"; done)
</body></html>

--rake--
MAIL
}
ask() { mail "$1" "$2" | usr/bin/rspamc --connect=127.0.0.1:$port; }
for ((tries = 0; tries < 60; tries++)); do
    if ask a a >answer 2>/dev/null && grep -q ^Action answer; then break; fi
    sleep 1
done
usr/bin/rspamd --version
for parts in "a|a" "a|a a" "a b|a b" "a b|a a b" "a|a b" "|a"; do
    echo "text: ${parts%|*}, HTML: ${parts#*|}:" \
        "$(ask "${parts%|*}" "${parts#*|}" | grep --only-matching 'URI_COUNT_ODD.*' || echo "-")"
done | tee seen
diff seen - <<'KNOWN'
text: a, HTML: a: -
text: a, HTML: a a: URI_COUNT_ODD (1.00)[3]
text: a b, HTML: a b: -
text: a b, HTML: a a b: URI_COUNT_ODD (1.00)[5]
text: a, HTML: a b: -
text: , HTML: a: -
KNOWN
