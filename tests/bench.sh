#!/bin/sh
# bench.sh FOLDER [SCHEMA]: domlint beside xmllint and jing over the documents of a folder, in one run.
# From the build directory: make bench DOCS=folder. Tools that are not installed are left out.
srcdir=${srcdir:-.}
export srcdir
docs=$1 schema=${2:-/usr/share/libvirt/schemas/domain.rng}
[ -d "$docs" ] && [ -r "$schema" ] || { echo "usage: bench.sh FOLDER [SCHEMA]" >&2; exit 2; }
list=$(mktemp) && trap 'rm -f "$list"' EXIT
find "$docs" -name '*.xml' | sort >"$list"
one=$(head -n 1 "$list")
echo "$(wc -l <"$list") documents, grammar $schema"

# The seconds a command takes; its output and status do not matter.
timed() {
  what=$1; shift
  start=$(date +%s%N)
  "$@" >/dev/null 2>&1
  printf '%-30s %8.1f ms\n' "$what" "$(( ($(date +%s%N) - start) / 10000 ))e-2"
}
all() { xargs -n 100000 "$@" <"$list"; }
have() { command -v "$1" >/dev/null; }
# The mean of 20 runs.
repeated() {
  what=$1; shift
  start=$(date +%s%N)
  for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do "$@" >/dev/null 2>&1; done
  printf '%-30s %8.1f ms\n' "$what" "$(( ($(date +%s%N) - start) / 200000 ))e-2"
}

xargs -n 100000 tests/bench_rng "$schema" <"$list"
echo "all documents, parsing included:"
timed "  domlint, its own grammar" all ./domlint check --isolated
timed "  domlint --select schema" all ./domlint check --isolated --select schema
timed "  domlint --schema" all ./domlint check --isolated --select schema --schema "$schema"
have xmllint && timed "  xmllint --relaxng" all xmllint --noout --relaxng "$schema"
have jing && timed "  jing" all jing "$schema"
echo "one document, cold:"
repeated "  domlint" ./domlint check --isolated "$one"
repeated "  domlint --schema" ./domlint check --isolated --select schema --schema "$schema" "$one"
have xmllint && repeated "  xmllint --noout" xmllint --noout "$one"
have xmllint && repeated "  xmllint --relaxng" xmllint --noout --relaxng "$schema" "$one"
have jing && timed "  jing" jing "$schema" "$one"
exit 0
