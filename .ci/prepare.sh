# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What ./run and ./check share; read by them, with $root set to the top folder.
: "${root:?}"

fail ()
{
  printf '%s\n' "$@" >&2
  exit 1
}

# quietly COMMAND…: shows what the command prints only when it fails.
quietly ()
{
  local output status=0

  output=$("$@" 2>&1) || status=$?
  [ "$status" = 0 ] || printf '%s\n' "$output" >&2
  return "$status"
}

as_root ()
{
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

apt_get ()
{
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y "$@"
}

# A machine that never asked for package lists, or long ago, knows no file to fetch: ask for the lists, and try again.
apt_install ()
{
  apt_get install --no-install-recommends "$@" >/dev/null 2>&1 && return
  quietly apt_get update && quietly apt_get install --no-install-recommends "$@"
}

# install_packages LIST…: installs those of the lists' packages that this system lacks.
install_packages ()
{
  local wanted present missing=() package

  mapfile -t wanted < <(cd "$root/.ci" && grep -hv '^#' "$@")
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    fail "This is not a Debian system: there is no apt to install packages with." \
         "README.md tells how to build Pentimento elsewhere."
  fi

  present=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' "${wanted[@]}" 2>/dev/null || true)
  for package in "${wanted[@]}"; do
    [[ $'\n'$present$'\n' == *$'\nii '"$package"$'\n'* ]] || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return

  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
    fail "These packages are missing, and installing them takes root or sudo:" "  ${missing[*]}"
  echo "Installing with apt, which can take a few minutes:"
  printf '%s\n' "${missing[*]}" | fold -s -w 100 | sed 's/^/  /'
  apt_install "${missing[@]}" || fail "The packages could not be installed; what apt said is above."
}

# configure FOLDER [OPTION…]: makes the build folder, or makes it anew after the tree was moved. Without options one set up for
# other options is good as it is.
configure ()
{
  local folder=$root/$1 options="${*:2}"

  if [ -e "$folder" ] && [ ! -w "$folder" ]; then
    fail "$folder belongs to another user. Remove it, then try again: sudo rm -r $folder"
  fi
  if [ ! -f "$folder/build.ninja" ] || ! grep -qF "\"source\": \"$root\"" "$folder/meson-info/meson-info.json"; then
    echo "Preparing $1…"
    rm -rf "$folder"
    quietly meson setup "$folder" "$root" "${@:2}" || fail "Pentimento could not be configured; what meson said is above."
  elif [ -n "$options" ] && [ "$options" != "$(cat "$folder/options" 2>/dev/null)" ]; then
    quietly meson configure "$folder" "${@:2}" || fail "$1 could not be configured; what meson said is above."
  fi
  [ -z "$options" ] || echo "$options" >"$folder/options"
}

# build FOLDER [TARGET…]: builds what is not up to date.
build ()
{
  [[ $(ninja -C "$root/$1" -n "${@:2}" 2>&1) == *"no work to do"* ]] && return
  echo "Building $1…"
  quietly ninja -C "$root/$1" "${@:2}" || fail "$1 could not be built; what the compiler said is above."
}
