# What the launchers need of the machine. Sourced by ./pentaprism and ./test.

need_dotnet() {
    export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
    if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
        say "the .NET SDK 10 is needed: see https://dotnet.microsoft.com/download/dotnet/10.0"
        exit 1
    fi
}

# need_packages NAME...: installs Debian packages that are missing; fails, saying what to do, where it may not or cannot.
need_packages() {
    local missing=() name
    for name in "$@"; do
        is_installed "$name" || missing+=("$name")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    if ! command -v apt-get >/dev/null; then
        say "missing: ${missing[*]} (Debian package names); install them with your system's package manager"
        return 1
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
            as_root=(sudo -n)
        else
            say "missing: ${missing[*]}; install them once with: sudo apt-get install ${missing[*]}"
            return 1
        fi
    fi
    say "installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq >/dev/null 2>&1 || true
    if ! DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null 2>&1; then
        say "could not install ${missing[*]}; try: apt-get install ${missing[*]}"
        return 1
    fi
}

is_installed() {
    if command -v dpkg-query >/dev/null; then
        dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
    elif [ "$1" = libturbojpeg0 ]; then
        # Elsewhere than on Debian the program itself looks for the library and says what is missing.
        return 0
    else
        return 1
    fi
}
