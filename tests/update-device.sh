#!/bin/sh
# domlint update-device OLD NEW: exit codes, where both may come from, what is mended; fixtures/update/ has the words.
srcdir=${srcdir:-.}
domlint=$PWD/domlint
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cp "$srcdir"/fixtures/update/*.xml "$work" && cd "$work" || exit 99
unset GITHUB_ACTIONS FORCE_COLOR CLICOLOR_FORCE
status=0
fail() { echo "update-device: $*" >&2; status=1; }

# expect CODE TEXT ARGUMENT...: the exit code, and a text in the output
expect() {
  code=$1 text=$2
  shift 2
  output=$("$domlint" update-device --isolated --color never "$@" 2>&1 <&3)
  found=$?
  [ "$found" = "$code" ] || fail "$*: exit $found, not $code: $output"
  case $output in *"$text"*) ;; *) fail "$*: no '$text' in: $output" ;; esac
}

exec 3</dev/null
expect 2 'name two files' live.xml
expect 2 'name two files' live.xml resize.xml resize.xml
expect 2 'No such file' nowhere.xml resize.xml
expect 2 'No such file' live.xml nowhere.xml
expect 2 'only one of OLD and NEW' - -
expect 0 'the device meant is devices/memory[2], virtiomem1' live.xml resize.xml
expect 0 'the device meant is memory, virtiomem1' resize.xml resize.xml
expect 1 'update-memory-field' resize.xml larger.xml
expect 0 'the device meant' --config resize.xml larger.xml
expect 1 'update-memory-field' --live --config resize.xml larger.xml
expect 1 'update-not-a-device' live.xml live.xml
expect 0 'not known to domlint yet' --ignore schema live.xml other.xml
expect 0 '' --ignore update live.xml larger.xml
expect 1 '"path":"live.xml"' --format json live.xml larger.xml
expect 1 '<stdin>' live.xml - 3<larger.xml
expect 1 '<stdin>' - larger.xml 3<live.xml

printf '<network/>' >foreign.xml
expect 2 'update-old-foreign' foreign.xml resize.xml
printf '<domain' >broken.xml
expect 2 'xml-' broken.xml resize.xml
expect 1 'xml-' live.xml broken.xml

# a document around the domain, as libvirt keeps it
{ printf '<domstatus>'; cat live.xml; printf '</domstatus>'; } >status.xml
expect 0 'virtiomem1' status.xml resize.xml

# what is certain is mended
grep -v '<alias' resize.xml >nameless.xml
expect 1 'update-memory-alias-missing' live.xml nameless.xml
expect 0 '' --fix live.xml nameless.xml
cmp -s nameless.xml resize.xml || grep -q "<alias name='virtiomem1'/>" nameless.xml || fail "the alias was not added"
exit $status
