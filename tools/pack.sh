#!/bin/sh
# Write the meeting pack in build/pack.
set -eu
cd "$(dirname "$0")/.."
. tools/qgis.sh

rm -rf "$build/pack"
mkdir "$build/pack"
qgis run ctd:exportpack -- PAGE=A4 LANGUAGE=fr OUTPUT_FOLDER="$build/pack"
written pack/index.html
