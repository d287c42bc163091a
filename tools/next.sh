#!/bin/sh
# Run a make target with the QGIS and the Python of Debian testing: `tools/next.sh [TARGET] [NAME=VALUE …]`, by default
# `test`. They are installed in .next/root, which stays; `sudo rm -rf .next` begins anew.
set -eu
cd "$(dirname "$0")/.."
root=$PWD/.next/root
mirror=${MIRROR:-http://deb.debian.org/debian}

stop() {
    echo "Debian testing cannot be used here: $*" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo --preserve-env "$@"; fi
}

# In namespaces of its own: whatever is mounted and started there is gone with the last of its processes.
isolated() {
    as_root unshare --mount --pid --fork --kill-child --mount-proc "$@"
}

if [ "${1:-}" != --inside ]; then
    tools/setup.sh next
    isolated true 2>/dev/null ||
        stop "not even root may mount a folder, as in a container without that right (docker run --privileged has it)."
    git ls-files -z --cached --others --exclude-standard |
        xargs -0 sh -c 'for file; do [ -e "$file" ] && printf "%s\0" "$file"; done; true' sh |
        tar --create --no-recursion --null --files-from - |
        isolated "$PWD/tools/next.sh" --inside "$@"
    exit
fi
shift

# A second run waits for the first: both would write the same checkout.
mkdir -p .next
exec 9>.next/lock
flock 9

if ! [ -e .next/complete ]; then
    rm -rf "$root"
    echo "Installing Debian testing in $root"
    debootstrap --variant=minbase testing "$root" "$mirror" >.next/debootstrap.log 2>&1 ||
        stop "debootstrap failed with the mirror $mirror (MIRROR=… names another); .next/debootstrap.log says why."
    # No package that is installed there starts a service on this machine.
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod +x "$root/usr/sbin/policy-rc.d"
    touch .next/complete
fi

mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"

in_root() {
    chroot "$root" /usr/bin/env --unset=PIP_FIND_LINKS HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

# The mirrors are reached as this machine reaches them: its names and proxies, the authorities that it trusts, and
# whether apt may take a list of packages that is older than it says, as of a mirror that lags; it is signed all the same.
cp /etc/resolv.conf /etc/hosts "$root/etc/"
{
    apt-config dump | grep -E '^Acquire::(http|https|Check-)' || true
    echo 'APT::Keep-Downloaded-Packages "false";'
} >"$root/etc/apt/apt.conf.d/90host"
# But for the folders that it has files in.
[ ! -e /etc/pip.conf ] || sed '/find-links/d' /etc/pip.conf >"$root/etc/pip.conf"
export DEBIAN_FRONTEND=noninteractive
# Where an earlier run was stopped in the middle of an installation, apt would refuse the next one.
in_root dpkg --configure --pending >"$root/../apt.log" 2>&1 ||
    in_root apt-get -qq --no-install-recommends --fix-broken install >>"$root/../apt.log" 2>&1 ||
    stop "its packages cannot be installed; .next/apt.log says why."
if ! [ -x "$root/usr/bin/make" ]; then
    in_root apt-get -qq update
    in_root apt-get -qq install --no-install-recommends ca-certificates git make \
        >>"$root/../apt.log" 2>&1 || stop "its packages cannot be installed; .next/apt.log says why."
fi
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"

# The files of the checkout as they are, which come from standard input, as one commit. What the suite installed stays.
mkdir -p "$root/src"
git="in_root git -C /src -c user.name=next -c user.email=next@localhost -c init.defaultBranch=main"
$git init --quiet
$git ls-files -z | (cd "$root/src" && xargs -0 --no-run-if-empty rm -f)
tar --extract --no-same-owner --directory "$root/src"
$git add --all
$git commit --quiet --allow-empty --message "The checkout"

in_root make --no-print-directory -C /src "${@:-test}"
