#!/bin/sh
# Build the project and the status map in build/.
set -eu
cd "$(dirname "$0")/.."
. tools/qgis.sh

cd "$build"
rm -f ctd.qgz ctd.gpkg report.json ctd-status.pdf ctd-status.png
qgis run ctd:buildproject -- OUTPUT_FOLDER="$build" LANGUAGE=fr
written ctd.qgz ctd.gpkg report.json
for format in pdf png; do
    qgis run ctd:exportmap -- THEME=status PAGE=A4 LANGUAGE=fr OUTPUT="$build/ctd-status.$format"
    written "ctd-status.$format"
done
