#!/bin/bash
# Mending touches the bytes at fault and no others, whole files or none, and once is enough.
srcdir=${srcdir:-.}
srcdir=$(cd "$srcdir" && pwd)
domlint=$PWD/domlint
work=$(mktemp -d) || exit 99
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 99
unset GITHUB_ACTIONS DOMLINT_OPTIONS FORCE_COLOR CLICOLOR_FORCE
status=0 count=0
fail() { echo "fix: $*"; status=1; }
mkdir rules
cat >rules/test-serial-case.yaml <<'END'
id: test-serial-case
title: a serial number that tests want otherwise
severity: warning
group: style
select: /domain/devices/disk/serial
assert: not(contains(., 'lower'))
at: text
message: "the serial number is '{.}'"
fix:
  title: "write it large"
  safe: true
  set: {at: text, to: "LOWER"}
why: |
  So that tests need no rule of ours.
examples:
  - bad: |
      <disk type='file' device='disk'><source file='/a'/><target dev='vda' bus='virtio'/><serial>lower</serial></disk>
END
cat >rules/test-unsafe-wwn.yaml <<'END'
id: test-unsafe-wwn
title: a name that tests want otherwise
severity: warning
group: style
select: /domain/devices/disk/wwn
assert: ". != '0000000000000000'"
at: text
message: "the name is all zeros"
fix:
  title: "count from one"
  safe: false
  set: {at: text, to: "0000000000000001"}
why: |
  So that tests need no rule of ours.
examples:
  - bad: |
      <disk type='file' device='disk'><source file='/a'/><target dev='vda' bus='virtio'/><wwn>0000000000000000</wwn></disk>
END
cat >rules/test-empty-device.yaml <<'END'
id: test-empty-device
title: a device that tests want otherwise
severity: warning
group: style
select: /domain/devices/disk
assert: "@device != ''"
at: "@device"
message: "no device is named"
fix:
  title: "take a CD-ROM"
  safe: true
  set: {at: "@device", to: "cdrom"}
why: |
  So that tests need no rule of ours.
examples:
  - bad: |
      <disk type='file' device=''><source file='/a'/><target dev='vda' bus='virtio'/></disk>
END
lint() { "$domlint" --isolated --rules rules --select test --color never "$@"; }
text() { # SERIAL: awkward on purpose
  printf '%s' "<domain  type = 'kvm' ><!-- kept -->
  <name>caf$1</name>	<memory unit=\"KiB\">1048576</memory>
  <os><type arch='x86_64' machine=\"q35\">hvm</type></os>
  <devices><disk type='file' device='disk'>
      <source   file='/a&amp;b'/> <target dev='vda' bus='virtio'/>
	<serial> $2 </serial><!-- a comment with <serial>lower</serial> -->
    </disk></devices>
</domain>
"
}
accent=$(printf '\303\251')
text "$accent" lower >plain; text "$accent" LOWER >wanted
# ENCODING NAME COMMAND...: the file in a form, mended, is the wanted text in the same form
form() {
  local what=$1; shift
  "$@" <plain >"$what.xml"; "$@" <wanted >"$what.want"; cp "$what.xml" "$what.old"
  count=$((count + 1))
  lint -q --diff "$what.xml" >"$what.patch" || fail "$what: --diff exits $?"
  cmp -s "$what.xml" "$what.old" || fail "$what: --diff changed the file"
  mkdir apply && (cd apply && git init -q . && cp "../$what.xml" . && git apply "../$what.patch" 2>../err && cmp -s "$what.xml" "../$what.want") || { fail "$what: git apply"; cat err; }
  rm -rf apply
  lint -q --fix "$what.xml" || fail "$what: --fix exits $?"
  cmp "$what.xml" "$what.want" || fail "$what: other bytes changed"
  lint --fix "$what.xml" | grep -q fixed && fail "$what: mended again"
  cmp -s "$what.xml" "$what.want" || fail "$what: mending again changed it"
}
crlf() { sed 's/$/\r/'; }
cr() { tr '\n' '\r'; }
bom8() { printf '\357\273\277'; cat; }
latin() { printf "<?xml version='1.0' encoding='ISO-8859-1'?>\n"; iconv -f UTF-8 -t ISO-8859-1; }
le() { printf '\377\376'; iconv -f UTF-8 -t UTF-16LE; }
be() { printf '\376\377'; iconv -f UTF-8 -t UTF-16BE; }
le_crlf() { sed 's/$/\r/' | le; }
unended() { printf '%s' "$(cat)"; }
for what in cat crlf cr bom8 latin le be le_crlf unended; do form $what $what; done

# Both tags of a name, with and without anything behind them.
mini="<domain type='kvm'><name>x</name><memory>1</memory><os><type>hvm</type></os><devices>%s<source file='/a'/><target dev='vda' bus='virtio'/>%s</devices></domain>"
printf "$mini" '<dsik>' '</dsik>' >names.xml; printf "$mini" '<disk>' '</disk>' >names.want
"$domlint" --isolated -q --fix --unsafe-fixes --select schema-element-unknown --color never names.xml >/dev/null
cmp names.xml names.want || fail 'one tag of two got another name'
count=$((count + 1))

# Safe and unsafe.
sed 's|<serial> lower </serial>|<wwn>0000000000000000</wwn>|' plain >unsafe.xml; cp unsafe.xml unsafe.old
lint -q --fix unsafe.xml >/dev/null; cmp -s unsafe.xml unsafe.old || fail 'an unsafe fix without --unsafe-fixes'
lint -q --fix --unsafe-fixes unsafe.xml; grep -q '<wwn>0000000000000001</wwn>' unsafe.xml || fail '--unsafe-fixes'
cp plain e.xml; lint -q --fix --exit-non-zero-on-fix e.xml >/dev/null; [ $? = 1 ] || fail '--exit-non-zero-on-fix'
lint --diff - <plain | grep -q '^+.*LOWER' || fail '--diff of standard input'
lint --fix - <plain >/dev/null 2>err; [ $? = 2 ] || fail '--fix of standard input'
cp plain 'with space.xml'; mkdir sub; cp plain 'sub/tab	and "quote.xml'
mkdir tree && cp -r sub 'with space.xml' tree/ && (cd tree && git init -q . && "$domlint" --isolated --rules ../rules --select test --diff . | git apply && ! grep -rq '> lower' --include='*.xml' .) || fail 'names with blanks, tabs, quotes do not apply'

# Only a value or a text is written over: no name where there is none, and an empty attribute keeps its quotes.
sed 's|<serial> lower </serial>|<serial><!-- -->lower<b/></serial>|' plain >name.xml; cp name.xml name.old
lint -q --fix name.xml >/dev/null; cmp -s name.xml name.old || fail 'a name was written over'
sed "s|>hvm<|><smbios/>hmv<|" plain >type.xml; cp type.xml type.old
"$domlint" --isolated -q --fix --unsafe-fixes --select schema-value type.xml >/dev/null; cmp -s type.xml type.old || fail 'a name was written over for the grammar'
sed "s|device='disk'|device=''|" plain >empty.xml
lint -q --fix --unsafe-fixes empty.xml; grep -q "device='cdrom'>" empty.xml || fail "an empty attribute: $(grep device= empty.xml)"

# Two fixes that give an element the same attribute: one is taken, and the others with it.
cat >rules/test-serial-spare.yaml <<'END'
id: test-serial-spare
title: a drive that tests want otherwise
severity: warning
group: style
select: /domain/devices/disk
assert: "@snapshot"
message: "no word on snapshots"
fix:
  title: "say that there are none"
  safe: true
  set: {at: "@snapshot", to: "no"}
why: |
  So that tests need no rule of ours.
examples:
  - bad: |
      <disk type='file' device='disk'><source file='/a'/><target dev='vda' bus='virtio'/></disk>
END
sed "s|device='disk'|device='disk' snapshto='no'|" plain >both.xml
"$domlint" --isolated --rules rules --select test,schema-attribute --fix --unsafe-fixes -q both.xml
grep -q "<disk type='file' device='disk' snapshot='no'>" both.xml && grep -q LOWER both.xml || fail "two fixes for an attribute: $(grep -E '<disk|serial' both.xml)"
rm rules/test-serial-spare.yaml

# Mode, owner, links.
cp plain m.xml; chmod 640 m.xml; ln -s m.xml link.xml; [ "$(id -u)" != 0 ] || chown 1:1 m.xml
before=$(stat -c '%a %u %g' m.xml)
lint -q --fix link.xml
[ -L link.xml ] && grep -q LOWER m.xml || fail 'a symbolic link was replaced'
[ "$(stat -c '%a %u %g' m.xml)" = "$before" ] || fail "mode and owner: $before became $(stat -c '%a %u %g' m.xml)"
cp plain ro.xml; chmod 444 ro.xml
[ "$(id -u)" = 0 ] || { lint -q --fix ro.xml 2>/dev/null; [ $? = 2 ] || fail 'a read-only file'; }
mkdir many; for i in $(seq 60); do cp plain many/$i.xml; done
lint -q -j4 --fix many; [ "$(cat many/*.xml | grep -c LOWER)" = 60 ] || fail 'sixty files by four threads'

# A disk that is full, a write that is cut short: the old file is whole, nothing is left behind, exit 2.
whole() { # WHAT CODE
  cmp -s d/f.xml big || fail "$1: the old file is not whole"
  [ "$2" = 2 ] || fail "$1: exit $2 instead of 2"
  [ "$(ls d)" = f.xml ] || fail "$1: left behind: $(ls d)"
  count=$((count + 1))
}
{ cat plain; yes '<!-- filler -->' | head -n 2000; } >big; mkdir d; cp big d/f.xml
(trap '' XFSZ; ulimit -f 8; lint --fix d/f.xml >/dev/null 2>err); whole 'a file size limit' $?
grep -q 'd/f.xml: File too large' err || fail "not said: $(cat err)"
(ulimit -c 0 -f 8; lint --fix d/f.xml >/dev/null 2>&1); [ $? -ge 128 ] || fail 'not killed'
cmp -s d/f.xml big || fail 'killed by SIGXFSZ while writing: the old file is not whole'
rm -rf d; mkdir d; cp big d/f.xml
# Each system call of the replacement fails, or the process is killed in it.
asan=$(grep -c __asan_init "$domlint")
if [ "$asan" = 0 ] && ${CC:-cc} -shared -fPIC -o fault.so "$srcdir/tests/fault.c" -ldl 2>/dev/null; then
  for call in write fsync fchmod rename close mkostemp; do
    LD_PRELOAD=$PWD/fault.so FAULT=$call lint --fix d/f.xml >/dev/null 2>err; whole "$call fails" $?
    (LD_PRELOAD=$PWD/fault.so FAULT=$call FAULT_KILL=1 lint --fix d/f.xml >/dev/null 2>&1) 2>/dev/null
    cmp -s d/f.xml big || fail "killed in $call: the old file is not whole"
    rm -rf d; mkdir d; cp big d/f.xml
  done
  LD_PRELOAD=$PWD/fault.so FAULT=none lint -q --fix d/f.xml; grep -q LOWER d/f.xml || fail 'without a fault it is not mended'
else
  echo 'fix: no fault injection here (a sanitizer, or no compiler)'
fi
echo "$count cases"
exit $status
