#!/bin/sh
# C is formatted as .clang-format says (by clang-format 14; others differ in details, so they are not asked).
srcdir=${srcdir:-.}
cd "$srcdir" || exit 99
tool=$(command -v clang-format-14 || command -v clang-format) || { echo "format: no clang-format: skipped"; exit 77; }
case $("$tool" --version) in
  *" 14."*) ;;
  *) echo "format: clang-format is not 14: skipped"; exit 77 ;;
esac
files=$(ls lint/*.[ch] lint/*/*.[ch] tests/*.[ch] tools/*.[ch] 2>/dev/null)
# shellcheck disable=SC2086
"$tool" --dry-run --Werror $files 2>&1 | head -40 | grep . && { echo "format: run clang-format -i on these"; exit 1; }
exit 0
