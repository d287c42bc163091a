#!/bin/sh
# Write each tools/requirements/NAME.txt from NAME.in: the newest releases that it allows and what they need, with the
# hashes of all their files, so that pip installs these and nothing else.
set -eu
cd "$(dirname "$0")/requirements"
room=../../build/lock
rm -rf "$room"
/usr/bin/python3 -m venv --system-site-packages "$room"
"$room/bin/pip" --quiet --disable-pip-version-check install --only-binary :all: --require-hashes \
    --requirement lock.txt

# lock FILE NAME [--no-deps]: FILE is what the hashes are looked up for, NAME what is written.
lock() {
    file=$1 name=$2
    shift 2
    {
        echo "# Written by \`make lock\` from $name.in."
        "$room/bin/uv" pip compile --quiet --python /usr/bin/python3 --generate-hashes --no-header --no-annotate "$@" "$file"
    } >"$room/$name.txt"
    mv "$room/$name.txt" "$name.txt"
}

# In .venv, whatever Debian brings must not come a second time: pip says what is left to install. It sees all of Debian's
# Python packages that are installed: one that tools/setup.sh does not ask for would be missing on other machines.
"$room/bin/pip" --quiet --disable-pip-version-check install --dry-run --report "$room/report.json" \
    --requirement venv.in
"$room/bin/python" - "$room/report.json" >"$room/missing.in" <<'PYTHON'
import json, sys
for item in json.load(open(sys.argv[1], encoding="utf-8"))["install"]:
    print("{name}=={version}".format(**item["metadata"]))
PYTHON
lock "$room/missing.in" venv --no-deps
lock axe.in axe --no-deps
lock data.in data --no-deps
lock qgis4.in qgis4 --no-deps
lock pandas.in pandas --no-deps
for name in peers pygeoapi build lock; do
    lock "$name.in" "$name"
done
