#!/bin/sh
# Install what a make target needs and this machine lacks: `tools/setup.sh map|venv|test|data|pandas|next|lock|i18n`.
set -eu
cd "$(dirname "$0")/.."

debian_packages() {
    missing=
    for package in "$@"; do
        is_installed "$package" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "These packages of Debian are missing, and this system has no apt-get to install them:$missing" >&2
        exit 1
    fi
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        echo "These Debian packages are missing and only root can install them:$missing" >&2
        exit 1
    fi
    echo "Installing$missing"
    as_root apt-get -qq update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends $missing >/dev/null
}

is_installed() {
    dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# What Python packages are taken from Debian; what .venv gets beside them is pinned with these in sight.
debian_python() {
    # From a virtual environment, pyproj finds its database beside the command that proj-bin brings.
    debian_packages git python3-venv python3-qgis python3-geopandas python3-jsonschema proj-bin
}

virtual_environment() {
    debian_python
    prepare .venv tools/requirements/venv.txt --system-site-packages
    files_of qgis4 --target .venv/qgis4
    # The stubs that mypy reads are those of the QGIS that is installed, and those of QGIS 4.
    stamp="$(dpkg-query --show python3-qgis python3-pyqt5 | cksum) $(cat tools/stubs.py .venv/qgis4.txt | cksum)"
    if ! [ "$(cat .venv/stubs/stamp 2>/dev/null)" = "$stamp" ]; then
        rm -rf .venv/stubs .venv/stubs-qgis4
        .venv/bin/python tools/stubs.py .venv/stubs
        .venv/bin/python tools/stubs.py .venv/stubs-qgis4 .venv/qgis4
        echo "$stamp" >.venv/stubs/stamp
    fi
}

# A package of which a file or a few are used, without what it asks for.
files_of() {
    name=$1
    shift
    cmp -s "tools/requirements/$name.txt" ".venv/$name.txt" && return
    # Where a folder of its own is the target, pip would leave the earlier release's files beside the new ones.
    rm -rf ".venv/$name"
    install_pinned .venv "tools/requirements/$name.txt" --no-deps "$@"
    cp "tools/requirements/$name.txt" ".venv/$name.txt"
}

# The servers that the tests start: what they need must meet neither what QGIS's Python has nor one another.
peers_environments() {
    debian_packages python3-venv
    prepare .peers tools/requirements/peers.txt
    prepare .pygeoapi tools/requirements/pygeoapi.txt
}

# The database server of the tests, without the one that Debian would make and start for the whole machine.
postgis_programs() {
    if ! is_installed postgresql-postgis; then
        debian_packages postgresql-common
        settings=/etc/postgresql-common/createcluster.d
        as_root mkdir -p "$settings"
        echo 'create_main_cluster = false' | as_root tee "$settings/ctd.conf" >/dev/null
        debian_packages postgresql-postgis
        as_root rm "$settings/ctd.conf"
    fi
}

prepare() {
    folder=$1 requirements=$2
    shift 2
    cmp -s "$requirements" "$folder/requirements.txt" && return
    echo "Preparing $folder"
    # Not the first Python on the PATH: only Debian's own has QGIS. Anew: what is pinned no more must not stay.
    /usr/bin/python3 -m venv --clear "$@" "$folder"
    install_pinned "$folder" tools/requirements/build.txt
    install_pinned "$folder" "$requirements"
    cp "$requirements" "$folder/requirements.txt"
}

# No file is taken but those whose hashes tools/requirements holds: to build a package, pip would ask for the newest
# setuptools without any.
install_pinned() {
    folder=$1
    shift
    "$folder/bin/pip" --quiet --disable-pip-version-check install --no-build-isolation --use-pep517 --require-hashes \
        --requirement "$@"
}

case "${1:-}" in
map)
    debian_packages qgis python3-qgis python3-geopandas fonts-liberation
    ;;
venv)
    virtual_environment
    ;;
test)
    debian_packages qgis qgis-server chromium chromium-driver fonts-liberation poppler-utils python3-pil xauth xvfb
    virtual_environment
    files_of axe
    peers_environments
    postgis_programs
    ;;
data)
    virtual_environment
    files_of data
    ;;
pandas)
    virtual_environment
    files_of pandas --target .venv/pandas
    ;;
next)
    debian_packages debootstrap git
    ;;
lock)
    debian_python
    ;;
i18n)
    debian_packages pyqt5-dev-tools qttools5-dev-tools
    ;;
*)
    echo "Usage: $0 map|venv|test|data|pandas|next|lock|i18n" >&2
    exit 2
    ;;
esac
