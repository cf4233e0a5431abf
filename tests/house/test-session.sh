#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/session gives its command a display and a keyring of its own, hands on its exit code, and leaves nothing behind.
set -euo pipefail
session=$1/tests/session
TMPDIR=$(mktemp -d)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

# shellcheck disable=SC2016 # to be expanded in the session
said=$("$session" bash -c '
  printf hidden | secret-tool store --label=trial kind trial
  secret-tool lookup kind trial
  xdpyinfo >/dev/null && echo " $HOME"')
[[ $said == "hidden $TMPDIR/"* ]] || { echo "the session said: $said"; exit 1; }

said=$("$session" secret-tool lookup kind trial || true)
[ -z "$said" ] || { echo "a second session found the first one's key"; exit 1; }

status=0
"$session" bash -c 'exit 7' || status=$?
[ "$status" = 7 ] || { echo "the exit code was $status"; exit 1; }

[ -z "$(ls "$TMPDIR")" ] || { echo "left behind: $(ls "$TMPDIR")"; exit 1; }
