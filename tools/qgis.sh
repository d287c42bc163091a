# To be sourced from the root of the checkout: run algorithms with qgis_process and this checkout as its plugin.
build=$PWD/build

# A profile of its own: nothing of the user's QGIS is read or changed.
rm -rf "$build/profile"
mkdir -p "$build/profile" "$build/plugins"
chmod 700 "$build/profile"
ln -sfn "$PWD" "$build/plugins/ctd_governance"
export QGIS_CUSTOM_CONFIG_PATH="$build/profile" QGIS_PLUGINPATH="$build/plugins" QT_QPA_PLATFORM=offscreen
export XDG_CONFIG_HOME="$build/profile" XDG_CACHE_HOME="$build/profile" XDG_RUNTIME_DIR="$build/profile"

qgis() {
    qgis_process "$@" >"$build/qgis.log" 2>&1 || {
        cat "$build/qgis.log" >&2
        exit 1
    }
}

written() {
    for file in "$@"; do
        [ -s "$build/$file" ] || {
            cat "$build/qgis.log" >&2
            echo "build/$file was not written" >&2
            exit 1
        }
        echo "build/$file"
    done
}

qgis plugins enable ctd_governance
