#!/bin/bash
# A baseline holds its peace on what is known, survives edits elsewhere, tells new faults and stale entries.
domlint=$PWD/domlint
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
unset GITHUB_ACTIONS DOMLINT_OPTIONS FORCE_COLOR CLICOLOR_FORCE
status=0 count=0
says() { # CODE TEXT ARGUMENTS...
  local code=$1 text=$2 output got; shift 2
  output=$("$domlint" --color never "$@" 2>&1 </dev/null); got=$?
  count=$((count + 1))
  [ $got = "$code" ] || { echo "baseline: exit $got instead of $code: $*"; printf '%s\n' "$output" | head -8; status=1; }
  case $output in *"$text"*) ;; *) echo "baseline: not said: '$text': $*"; printf '%s\n' "$output" | head -8; status=1 ;; esac
}
mkdir rules sub
cat >rules/test-bad-serial.yaml <<'END'
id: test-bad-serial
title: a serial number that tests call bad
severity: error
group: suspicious
select: /domain/devices/disk/serial
assert: not(starts-with(., 'bad'))
at: text
message: "the serial number is '{.}'"
why: |
  So that tests need no rule of ours.
examples:
  - bad: |
      <disk type='file' device='disk'><source file='/a'/><target dev='vda' bus='virtio'/><serial>bad</serial></disk>
END
disk() { printf "    <disk type='file' device='disk'>\n      <source file='/%s'/>\n      <target dev='%s' bus='virtio'/>\n      <serial>%s</serial>\n    </disk>\n" "$1" "$1" "$2"; }
domain() { printf "<domain type='kvm'>\n  <name>x</name>\n  <memory>1048576</memory>\n  <os>\n    <type arch='x86_64' machine='q35'>hvm</type>\n  </os>\n  <devices>\n%s\n  </devices>\n</domain>\n" "$1"; }
domain "$(disk vda bad1; disk vdb bad2)" >vm.xml
cp vm.xml sub/other.xml
printf 'rules: [rules]\nselect: [test]\nbaseline: known.json\n' >.domlint.yaml

says 2 'known.json' .
says 0 '4 findings noted in' --write-baseline .
says 0 '4 known from the baseline' .
says 0 '2 known from the baseline' sub                   # paths are relative to the baseline
(cd sub && "$domlint" --rules ../rules other.xml >../out 2>&1); grep -q '2 known' out || { echo 'baseline: from another folder'; status=1; }
cp known.json kept.json
[ "$(grep -c '"path"' known.json)" = 4 ] || { echo 'baseline: one line an entry'; status=1; }
says 0 '4 findings' --write-baseline . && cmp -s known.json kept.json || { echo 'baseline: written anew it differs'; status=1; }

# Edits elsewhere do not matter: lines in front, a disk in between, another order.
{ echo '<!-- a comment -->'; echo; domain "$(disk vdb bad2; disk vdc fine; disk vda bad1)"; } >vm.xml
says 0 'nothing found in 2 files; 4 known' .
# A new fault of the same kind is told, so is the same one once more.
domain "$(disk vda bad1; disk vdb bad2; disk vdc bad3)" >vm.xml
says 1 "the serial number is 'bad3'" .
domain "$(disk vda bad1; disk vdb bad2; disk vdc bad2)" >vm.xml
says 1 '1 error in 2 files; 4 known' .
# What is mended must be struck.
domain "$(disk vda bad1; disk vdb good)" >vm.xml
says 1 'baseline-stale' .
says 1 'known.json:' .
says 0 'nothing found in 2 files' --ignore test .         # a rule that is off says nothing
says 0 'nothing found in 1 file' sub                      # nor does a file that was not checked
says 0 '3 findings noted' --prune-baseline .
says 0 'nothing found in 2 files; 3 known' .
domain "$(disk vda bad1; disk vdb bad9)" >vm.xml
says 1 'bad9' --prune-baseline .                          # pruning takes nothing new
says 1 'bad9' .
# A file that is gone.
domain "$(disk vda bad1)" >vm.xml; rm sub/other.xml
says 1 'the file is gone' .
says 0 '1 finding noted' --write-baseline .
# Files that were not looked at keep their entries.
mkdir more && domain "$(disk vda bad7)" >more/a.xml
says 0 '2 findings noted' --write-baseline more
says 0 '2 known' .
# --baseline beats the configuration; a broken file is told at its place.
printf '{"version": 1,\n "findings": [\n  {"path": "a"}\n]}\n' >broken.json
says 2 'broken.json:3:' --baseline broken.json .
printf '{"version": 2, "findings": []}' >broken.json
says 2 'not a baseline of version 1' --baseline broken.json .
printf '<<<<<<< ours\n' >broken.json
says 2 'baseline-wrong' --baseline broken.json .
says 2 'with --since' --since HEAD --write-baseline .
echo "$count runs"
exit $status
