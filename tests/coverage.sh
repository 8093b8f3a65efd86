#!/bin/sh
# Every known check of libvirt's is covered by a rule or has a reason (tools/coverage.c), and rules/COVERAGE.md says so as it is now.
# UPDATE=1 make check writes it anew.
srcdir=${srcdir:-.}
tool=$PWD/tools/coverage
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
status=0

fail() { echo "coverage: $*"; status=1; }

if "$tool" "$srcdir/rules" >"$work/COVERAGE.md"; then
  if ! cmp -s "$work/COVERAGE.md" "$srcdir/rules/COVERAGE.md"; then
    if [ -n "$UPDATE" ]; then
      cp "$work/COVERAGE.md" "$srcdir/rules/COVERAGE.md" || exit 99
    else
      diff -u "$srcdir/rules/COVERAGE.md" "$work/COVERAGE.md" | head -n 40
      fail "rules/COVERAGE.md is not current; make coverage writes it"
    fi
  fi
else
  fail "rules/ contradicts itself"
fi

# What the tool must refuse: an id that is covered and has a reason, one with two reasons, a line without a reason.
mkdir -p "$work/rules/a" "$work/rules/coverage"
printf 'id: a-rule\ncovers: [a-one, a-two]\n' >"$work/rules/a/a-rule.yaml"
refuses() {
  printf '%b' "$1" >"$work/rules/coverage/a.tsv"
  "$tool" "$work/rules" >"$work/out" 2>&1 && fail "not refused: $1"
  grep -q "$2" "$work/out" || fail "not said of $1: $2"
}
refuses 'a-one\tneeds the host\n' 'a rule covers this'
refuses 'a-three\tneeds the host\na-three\tunreachable\n' 'has a reason already'
refuses 'a-three\n' 'not an id, a tab and a reason'
printf 'a-three\tneeds the host: its disks\n' >"$work/rules/coverage/a.tsv"
"$tool" "$work/rules" >"$work/out" || fail "a good folder is refused"
grep -q '^| \*\*all\*\* | \*\*3\*\* |$' "$work/out" || fail "wrong totals"
mkdir "$work/inventory"
printf -- '- id: a-one\n- id: a-four\n' >"$work/inventory/a.yaml"
"$tool" "$work/rules" "$work/inventory" >"$work/out" 2>&1 && fail "a-four is not missed"
grep -q 'why: a-four$' "$work/out" || fail "a-four is not named"

# The list of libvirt's checks is not part of the project; where it lies beside it, all of it must be accounted for.
inventory=$srcdir/../shared/checks
if [ -d "$inventory" ]; then
  "$tool" "$srcdir/rules" "$inventory" || fail "see above"
else
  echo "coverage: no ../shared/checks here: whether all of libvirt's checks are accounted for was not looked at"
fi
exit $status
