#!/usr/bin/env bash
# What a release hands out, made from a program that is built already, and used: the archive, the wheel in a fresh virtual environment,
# the action with a folder in the place of the releases. The program may be one of the dev profile, so that it costs no release build.
#
#     bash .github/release/prove.sh PROGRAM FOLDER
set -euo pipefail
program=$(realpath "$1") work=$2
cd "$(dirname "$0")/../.."
mkdir -p "$work"
work=$(realpath "$work")

fail() {
  echo "error: $*" >&2
  exit 1
}

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -1)
grep -q "^    default: \"$version\"$" action.yml || fail "action.yml fetches another version than $version"
grep -qE "^## $version( |$)" CHANGELOG.md || fail "CHANGELOG.md says nothing of $version"

# What a program of the dev profile knows for debuggers is most of it, and takes longest to pack.
strip -o "$work/bayan" "$program"
python3 .github/release/pack.py "$work/bayan" x86_64-unknown-linux-musl "$work/releases/v$version"
name="bayan-$version-x86_64-unknown-linux-musl"
for file in bayan LICENSE licences/THIRD-PARTY.txt completions/bayan.bash man/bayan.1; do
  tar -tzf "$work/releases/v$version/$name.tar.gz" "$name/$file" >/dev/null || fail "the archive lacks $file"
done

# As somebody who has only Python: an empty folder, no cargo, no repository.
bare() { env -i PATH="$work/venv/bin:/usr/bin:/bin" HOME="$work" TMPDIR="$work" "$@"; }
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$work/releases/v$version" bayan-ssg
mkdir "$work/empty"
(
  cd "$work/empty"
  bare bayan new desk --quiet
  cd desk
  bare bayan build --strict --base-url https://desk.example/ --output-dir by-wheel
)
# What a desk does first, with the program of the wheel.
"$work/venv/bin/python" .github/release/desk.py "$work/venv/bin/bayan" "$work/desks"
# The same through the door of `pip install .`.
BAYAN_PROGRAM="$work/bayan" "$work/venv/bin/python" -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir "$work/built" .
[ -s "$work/built/bayan_ssg-$version-"*.whl ] || fail "pip built no wheel of $version"

# action CASE [NAME=VALUE...]: the step of action.yml in a folder for itself.
action() {
  local temp="$work/action-$1"
  mkdir -p "$temp"
  shift
  bare RUNNER_TEMP="$temp" BAYAN_VERSION="$version" BAYAN_RELEASES="file://$work/releases" BAYAN_ROOT="$work/empty/desk" \
    BAYAN_OUTPUT=by-action BAYAN_BASE_URL=https://desk.example "$@" bash .github/action/build.sh
}
# refused CASE WHAT [NAME=VALUE...]
refused() {
  local case=$1 what=$2
  shift 2
  ! action "$case" "$@" >"$work/said" 2>&1 || fail "the action went on although $what"
  [ ! -e "$work/action-$case/$name/bayan" ] || fail "the action unpacked although $what"
  grep -q '^error: ' "$work/said" || { cat "$work/said" >&2; fail "the action did not say that $what"; }
  echo "refused: $what"
}
action good
diff -r "$work/empty/desk/by-wheel" "$work/empty/desk/by-action" || fail "wheel and action build different sites"
refused named "the workflow names another checksum" BAYAN_SHA256="$(printf x | sha256sum | cut -d ' ' -f 1)"
refused missing "there is no such release" BAYAN_VERSION=0.0.0
cp -r "$work/releases" "$work/damaged"
printf x >>"$work/damaged/v$version/$name.tar.gz"
refused damaged "the archive is not what its checksum says" BAYAN_RELEASES="file://$work/damaged"
