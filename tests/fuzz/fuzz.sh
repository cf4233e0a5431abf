#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# fuzz.sh TARGET CORPUS DICTIONARY: runs a target for a minute from its kept corpus, which stays as it is. What breaks it is shown
# as base64.
set -euo pipefail

target=$1
corpus=$2
dictionary=$3
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT
mkdir "$found/corpus"

# An answer may have 32 MiB and a picture more, but what can go wrong in them can do so in 16 KiB. A second is a thousand times
# what an input takes, and what runs beside a whole check gets a twentieth of a processor.
if G_SLICE=always-malloc "$target" -max_total_time="${FUZZ_SECONDS:-60}" -max_len=16384 -timeout=25 -rss_limit_mb=768 \
  -dict="$dictionary" -artifact_prefix="$found/" -print_final_stats=1 -verbosity=0 "$found/corpus" "$corpus"; then
  exit
fi

for input in "$found"/*; do
  [ -f "$input" ] || continue
  echo "What broke it, $(basename "$input"), as base64:"
  base64 "$input"
done
exit 1
