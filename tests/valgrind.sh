#!/bin/bash
# The unit tests and one run of the program under valgrind: nothing is read that was not written, nothing is lost. Slow, so only
# when asked for: make check-valgrind.
srcdir=${srcdir:-.}
command -v valgrind >/dev/null 2>&1 || { echo 'valgrind: not installed: skipped'; exit 77; }
grep -q __asan_init ./domlint && { echo 'valgrind: built with a sanitizer: skipped'; exit 77; }
export CK_DEFAULT_TIMEOUT=3600
log=$(mktemp) || exit 99
trap 'rm -f "$log"' EXIT
status=0
check() { # MOST COMMAND...: the exit code may be as high as MOST
  local most=$1; shift
  valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite "$@" >"$log" 2>&1
  [ $? -le "$most" ] || { echo "valgrind: $*"; grep -E '==|: [FE]:' "$log" | head -n 30; status=1; }
}
for test in base diag xml schemas rng_grammar rng_pattern rng_validate xpath; do check 0 "tests/test_$test"; done
check 1 tests/test_rules # valgrind gives a long double the 64 bits of a double, too few for numbers beside 2^64 in some examples
check 1 ./domlint --isolated -j3 --format sarif --format html=/dev/null --format human=/dev/null --timings "$srcdir/fixtures"
check 1 ./domlint --isolated --diff --unsafe-fixes "$srcdir/fixtures"
exit $status
