#!/bin/sh
# docs/rules/ is what the rules say now. `make docs` writes it anew.
srcdir=${srcdir:-.}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
tools/rule-docs "$srcdir/rules" "$work" || exit 1
diff -rq "$srcdir/docs/rules" "$work" | head -20 | grep . && { echo "docs: run make docs"; exit 1; }
exit 0
