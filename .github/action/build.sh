#!/usr/bin/env bash
# What action.yml does before it hands the site over: fetches a release of Bayan, checks it, looks for leaks, builds.
# Runs anywhere: BAYAN_RELEASES may be an address below which releases stand, or `file://` and a folder.
set -euo pipefail

: "${BAYAN_VERSION:?the version of Bayan, as in 0.2.0}"
: "${BAYAN_RELEASES:?the address below which the releases of Bayan stand, as in https://HOST/NAME/releases/download}"
: "${BAYAN_BASE_URL:?the address where the site will stand}"
root=${BAYAN_ROOT:-.}
work=${RUNNER_TEMP:-$(mktemp -d)}

fail() {
  echo "error: $*" >&2
  exit 1
}

# The name that releases have for this machine.
target() {
  case "$(uname -s) $(uname -m)" in
    "Linux x86_64") echo x86_64-unknown-linux-musl ;;
    "Linux aarch64") echo aarch64-unknown-linux-musl ;;
    "Darwin x86_64") echo x86_64-apple-darwin ;;
    "Darwin arm64") echo aarch64-apple-darwin ;;
    *) fail "there is no release for $(uname -s) $(uname -m); run this on Linux or macOS" ;;
  esac
}

fetch() {
  curl --fail --silent --show-error --location --retry 3 --output "$work/$1" "$BAYAN_RELEASES/v$BAYAN_VERSION/$1" ||
    fail "$BAYAN_RELEASES/v$BAYAN_VERSION/$1 cannot be fetched"
}

sum() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# A checksum beside the archive tells what arrived damaged; one that the workflow names also tells an archive that was exchanged.
expected() {
  if [ -n "${BAYAN_SHA256:-}" ]; then
    echo "$BAYAN_SHA256"
  else
    fetch "$1.sha256"
    cut -d ' ' -f 1 "$work/$1.sha256"
  fi
}

name="bayan-$BAYAN_VERSION-$(target)"
fetch "$name.tar.gz"
wanted=$(expected "$name.tar.gz")
found=$(sum "$work/$name.tar.gz")
[ "$found" = "$wanted" ] || fail "$name.tar.gz has the checksum $found, expected was $wanted: nothing of it is run"
tar -xzf "$work/$name.tar.gz" -C "$work"
bayan="$work/$name/bayan"
"$bayan" --version

cd "$root"
# The address of GitHub Pages comes without a slash at its end.
url="${BAYAN_BASE_URL%/}/"
if [ "${BAYAN_LEAKS:-true}" = true ]; then
  "$bayan" check --leaks --strict --no-pdf --base-url "$url"
fi
"$bayan" build --strict --base-url "$url" --output-dir "${BAYAN_OUTPUT:-public}"
