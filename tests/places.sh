#!/bin/sh
# Every element, attribute and text of whole corpora lies where domlint says it does.
srcdir=${srcdir:-.}
corpus=$srcdir/../shared/corpus
[ -d "$corpus" ] || { echo "places: no ../shared/corpus: skipped"; exit 77; }
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
for archive in "$corpus"/*.tar.xz; do
  mkdir "$work/$(basename "$archive" .tar.xz)" && tar -xf "$archive" -C "$work/$(basename "$archive" .tar.xz)" || exit 99
done
find "$work" -name '*.xml' -print0 | xargs -0 tests/test_places
