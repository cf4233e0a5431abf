#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./run starts at once when nothing changed, runs the terminal's commands from any folder, and does the main job without a display.
set -euo pipefail
run=$1/run
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

complain ()
{
  printf '%s\n' "$@"
  exit 1
}

said=$("$run" --build)
[[ $said != *Preparing* && $said != *Building* ]] || complain "a second ./run --build did work:" "$said"

help=$("$run" --help)
eval "$(grep '^commands=' "$run")"
for command in ${commands:?}; do
  [[ $help == *"$command"* ]] || complain "pentimento-cli --help does not name $command"
done

cp "$1/data/samples/still-life.jpg" picture.jpg
"$run" edit -i picture.jpg -p "black and white" -o result.jpg --provider practice || complain "./run edit failed"
[ -s result.jpg ] || complain "./run edit left no result"

for result in pentimento-sample-result.jpg pentimento-sample-result-2.jpg; do
  said=$(env -u DISPLAY -u WAYLAND_DISPLAY "$run") || complain "./run without a display failed:" "$said"
  [[ $said == *"no display"*"$folder/$result"* && -s $result ]] || complain "./run without a display said:" "$said"
done
