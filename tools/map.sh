#!/bin/sh
# Build the project and the status map in build/ with qgis_process and this checkout as its plugin.
set -eu
cd "$(dirname "$0")/.."
build=$PWD/build

# A profile of its own: nothing of the user's QGIS is read or changed.
rm -rf "$build/profile"
mkdir -p "$build/profile" "$build/plugins"
chmod 700 "$build/profile"
ln -sfn "$PWD" "$build/plugins/ctd_governance"
export QGIS_CUSTOM_CONFIG_PATH="$build/profile" QGIS_PLUGINPATH="$build/plugins" QT_QPA_PLATFORM=offscreen
export XDG_CONFIG_HOME="$build/profile" XDG_CACHE_HOME="$build/profile" XDG_RUNTIME_DIR="$build/profile"

qgis() {
    qgis_process "$@" >"$build/map.log" 2>&1 || {
        cat "$build/map.log" >&2
        exit 1
    }
}

written() {
    for file in "$@"; do
        [ -s "$build/$file" ] || {
            cat "$build/map.log" >&2
            echo "build/$file was not written" >&2
            exit 1
        }
        echo "build/$file"
    done
}

cd "$build"
rm -f ctd.qgz ctd.gpkg report.json ctd-status.pdf ctd-status.png
qgis plugins enable ctd_governance
qgis run ctd:buildproject -- OUTPUT_FOLDER="$build" LANGUAGE=fr
written ctd.qgz ctd.gpkg report.json
for format in pdf png; do
    qgis run ctd:exportmap -- THEME=status PAGE=A4 LANGUAGE=fr OUTPUT="$build/ctd-status.$format"
    written "ctd-status.$format"
done
