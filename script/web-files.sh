# What browsers load beside our own modules: sourced by script/setup, which has fetch_wheel and the rest.
# Every wheel is checked against its sum; script/web-vendor.py takes the few files that are used.

web_packages=(
    fonts-inter     # Latin letters and figures
    fonts-noto-cjk  # Hangul, for browsers on systems without a Korean font
    python3-venv    # keeps fonttools apart from the system's packages
)
web_wheels=(
    "nicegui==3.18.0 a2bd51642312d98aab6d8b641245d796ff1b89da5829777170bcc488140c3dcd"
    "starlette-admin==1.0.3 c240c333afed8e6844e3a889dda177818043619d95aeb526052908671aadf7aa"
    "datasette-preact==0.0.1 6cfe3b4d4651ffa4ec9207e3df40e49ea5e157d9b064ac02fd516d931cd52a58"
    "lucide==1.1.4 c2aa88a2bd7d99fcb56a9cdd4959cdf0c5ecd75f05d7ebbeb41010341639f449"
)

# Makes .setup/web: app (a link to our own files) and vendor (everything else).
fetch_web() {
    local stamp=.setup/web/stamp state wheel
    state=$(cat script/web-files.sh script/web-vendor.py script/web-requirements.txt \
        Sources/WebInterface/App/icons.txt | sha256sum)
    mkdir -p .setup/web
    [ -e .setup/web/app ] || ln -s ../../Sources/WebInterface/App .setup/web/app
    [ "$(cat "$stamp" 2>/dev/null)" = "$state" ] && return
    install_packages "${web_packages[@]}"
    make_environment script/web-requirements.txt .setup/web-venv
    mkdir -p .setup/wheels
    for wheel in "${web_wheels[@]}"; do keep_wheel $wheel; done
    echo "setup: making the files that browsers load"
    .setup/web-venv/bin/python script/web-vendor.py .setup/wheels \
        Sources/WebInterface/App/icons.txt .setup/web/vendor
    echo "$state" >"$stamp"
}

# keep_wheel NAME==VERSION SHA256: the wheel in .setup/wheels, fetched where it is not there yet.
keep_wheel() {
    local kept=.setup/wheels/$2.whl
    [ -f "$kept" ] && return
    fetch_wheel "$1" "$2"
    mv "$scratch"/*.whl "$kept"
}
