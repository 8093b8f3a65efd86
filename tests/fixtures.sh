#!/bin/sh
# A fixture is a document and what must be said about it: fixtures/<topic>/<case>.xml and <case>.expect (its first line: the options, then
# the output for people). Options that begin with "update-device OLD" make it the new device of an update. UPDATE=1 make check writes the expectations anew.
srcdir=${srcdir:-.}
domlint=$PWD/domlint
cd "$srcdir/fixtures" || exit 99
status=0 count=0
for expect in */*.expect; do
  case=${expect%.expect}
  options=$(sed -n '1s/^# options: *//p' "$expect")
  case $options in update-device*) verb= ;; *) verb=check ;; esac
  # shellcheck disable=SC2086
  output=$(env -u FORCE_COLOR -u CLICOLOR_FORCE -u GITHUB_ACTIONS "$domlint" $verb $options --isolated --color never "$case.xml" 2>&1)
  code=$?
  new=$(printf '# options: %s\n%s\n# exit: %s\n' "$options" "$output" "$code")
  count=$((count + 1))
  [ "$new" = "$(cat "$expect")" ] && continue
  if [ -n "$UPDATE" ]; then
    printf '%s\n' "$new" >"$expect"
  else
    printf '%s\n' "$new" | diff -u "$expect" - || true
    status=1
  fi
done
echo "$count fixtures"
exit $status
