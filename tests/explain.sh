#!/bin/sh
# domlint explain: rules with why, examples and links; elements with what they hold; links whole and once.
domlint=$PWD/domlint
status=0
fail() { echo "explain: $*" >&2; status=1; }
has() { case $output in *"$1"*) ;; *) fail "no '$1' in: $output" ;; esac; }

output=$("$domlint" explain memory-virtio-mem-requested-not-block-multiple) || fail "exit $?"
for part in 'error memory-virtio-mem-requested-not-block-multiple (correctness)' Why Examples '  bad:' '  good:' '    <memory' Links \
  '  https://libvirt.org/'; do has "$part"; done
output=$("$domlint" explain memory/target/block disk/driver) || fail "exit $?"
for part in 'memory/target/block  (since libvirt 7.9.0)' 'Takes a number' Attributes '  unit  Unit of the number' 'cache'; do has "$part"; done
case $output in *https://*https://libvirt.org/https://*) fail "a link is doubled" ;; esac
output=$("$domlint" explain --color always memory) || fail "exit $?"
has "$(printf '\033[1mmemory\033[0m')"
output=$("$domlint" explain memoy 2>&1) && fail "exit 0 for an unknown word"
has "did you mean 'memory'?"
# no line is longer than it need be
"$domlint" explain disk domain interface | awk 'length($0) > 110 && !/^ *[^ ]*$/ { exit 1 }' || fail "a line is too long"
exit $status
