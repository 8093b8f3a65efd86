#!/bin/sh
# bench.sh FOLDER [SCHEMA]: domlint beside xmllint and jing over the documents of a folder, in one run.
# From the build directory: make bench DOCS=folder. Tools that are not installed are left out.
srcdir=${srcdir:-.}
export srcdir
docs=$1 schema=${2:-/usr/share/libvirt/schemas/domain.rng}
[ -d "$docs" ] && [ -r "$schema" ] || { echo "usage: bench.sh FOLDER [SCHEMA]" >&2; exit 2; }
list=$(mktemp) && times=$(mktemp) && trap 'rm -f "$list" "$times"' EXIT
find -L "$docs" -name '*.xml' | sort >"$list"
one=$(head -n 1 "$list")
have() { command -v "$1" >/dev/null; }

# The median time of RUNS runs of a command, in hundredths of milliseconds; output and status do not matter.
median() {
  runs=$1; shift
  : >"$times"
  for i in $(seq "$runs"); do
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1
    echo "$(( ($(date +%s%N) - start) / 10000 ))" >>"$times"
  done
  sort -n "$times" | sed -n "$(( (runs + 1) / 2 ))p"
}
timed() {
  runs=$1 what=$2; shift 2
  last=$(median "$runs" "$@")
  printf '  %-28s %8.2f ms\n' "$what" "${last}e-2"
}
all() { xargs -n 100000 -s 2000000 "$@" <"$list"; }

echo "$(wc -l <"$list") documents"
echo "engine with $schema:"
xargs -n 100000 -s 2000000 tests/bench_rng "$schema" <"$list"
echo "engine with the program's own grammar:"
xargs -n 100000 -s 2000000 tests/bench_rng - <"$list"
strip -o "$times" domlint && echo "size of the program: $(( $(wc -c <"$times") / 1000 )) kB"
echo "all documents, parsing included (median of 5):"
timed 5 "domlint, all rules" all ./domlint check --isolated
timed 5 "domlint, one thread" all ./domlint check --isolated -j 1; domlint=$last
have xmllint && timed 5 "xmllint --noout" all xmllint --noout && echo "  one thread takes $((100 * domlint / last)) % of that"
timed 5 "domlint --select schema" all ./domlint check --isolated --select schema
timed 5 "domlint --schema" all ./domlint check --isolated --select schema --schema "$schema"
have xmllint && timed 5 "xmllint --relaxng" all xmllint --noout --relaxng "$schema"
have jing && timed 1 "jing" all jing "$schema"
echo "one document, cold (median of 41):"
timed 41 "domlint" ./domlint check --isolated "$one"; domlint=$last
timed 41 "domlint --schema" ./domlint check --isolated --select schema --schema "$schema" "$one"
have xmllint && timed 41 "xmllint --noout" xmllint --noout "$one" && echo "  domlint takes $((100 * domlint / last)) % of that"
have xmllint && timed 41 "xmllint --relaxng" xmllint --noout --relaxng "$schema" "$one"
have jing && timed 1 "jing" jing "$schema" "$one"
exit 0
