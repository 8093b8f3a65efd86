#!/bin/bash
# Whatever is fed in: a clear word, the right exit code, and never a crash, a hang, or a look at another file.
domlint=$PWD/domlint
work=$(mktemp -d) || exit 99
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 99
status=0 count=0

# expect CODE TEXT ARGUMENTS...: exit code, and a text that must be said (stdout or stderr)
expect() {
  local code=$1 text=$2; shift 2
  local output got
  output=$(timeout 60 "$domlint" check --isolated --color never "$@" 2>&1 </dev/null); got=$?
  count=$((count + 1))
  [ $got = "$code" ] || { echo "exit $got instead of $code: $*"; printf '%s\n' "$output" | head -5; status=1; }
  case $output in
    *"$text"*) ;;
    *) echo "not said: '$text': $*"; printf '%s\n' "$output" | head -5; status=1 ;;
  esac
}

good="<domain type='kvm'><name>x</name><memory>1048576</memory><os><type arch='x86_64' machine='pc-q35-9.2'>hvm</type></os><features><acpi/></features><cpu mode='host-model'/></domain>"
: >empty.xml;                                     expect 1 'xml-empty' empty.xml
echo 'not xml' >text.xml;                         expect 1 'xml-none' text.xml
printf '%s' "${good%</os*}" >cut.xml;             expect 1 'xml-unclosed' cut.xml
head -c 4000 /dev/urandom | tr -d '<' >random.xml; expect 1 'error[xml-' random.xml
printf '<domain>\0</domain>' >nul.xml;            expect 1 'xml-binary' nul.xml
printf "<domain type='kvm'><name>\xff</name></domain>" >utf8.xml; expect 1 'xml-encoding' utf8.xml
printf "<?xml version='1.0' encoding='UTF-16'?>%s" "$good" >lie.xml; expect 1 'xml-encoding' lie.xml
printf "<?xml version='1.0' encoding='klingon'?>%s" "$good" >klingon.xml; expect 2 'not known' klingon.xml
echo secret >secret
echo "<!DOCTYPE d [<!ENTITY x SYSTEM 'secret'>]><domain type='kvm'><name>&x;</name></domain>" >external.xml
expect 1 'xml-doctype' external.xml
"$domlint" external.xml | grep -q secret.*secret && { echo 'another file was read'; status=1; }
echo "<!DOCTYPE d [<!ENTITY a '&b;&b;'><!ENTITY b '&a;&a;'>]><domain type='kvm'><name>&a;</name></domain>" >loop.xml
expect 1 'xml-doctype' loop.xml
head -c 100000000 /dev/zero | tr '\0' x >large.xml; expect 2 'larger than 64 MiB' large.xml; rm large.xml
{ echo '<domain>'; yes '<x/>' | head -n 300000; echo '</domain>'; } >long.xml; expect 1 '' long.xml
yes '<a>' | head -n 100000 | tr -d '\n' >deep.xml; expect 1 'xml-too-deep' deep.xml
printf '%s' "$good" >good.xml;                    expect 0 'nothing found' good.xml
expect 2 'No such file' vanished.xml good.xml
mkdir closed && chmod 000 closed
[ "$(id -u)" = 0 ] || expect 2 'Permission denied' closed
mkdir -p walk/sub && cp good.xml walk/sub/ && echo '<other/>' >walk/other.xml && ln -s .. walk/sub/up
expect 0 '1 file' walk
echo '<other/>' >other.xml;                       expect 0 "not libvirt's" other.xml
"$domlint" check --isolated good.xml >/dev/full 2>err; [ $? = 2 ] || { echo '/dev/full did not give 2'; status=1; }
grep -q 'No space' err || { echo 'the full disk was not named'; status=1; }
"$domlint" check --isolated --stdin-filename vm.xml --format concise - <cut.xml | grep -q '^vm.xml:1:' || { echo 'stdin name'; status=1; }
"$domlint" --selct x good.xml 2>&1 | grep -q "did you mean '--select'" || { echo 'no hint for an option'; status=1; }
"$domlint" --select memry good.xml 2>&1 | grep -q 'no rule' || { echo 'no word on an unknown id'; status=1; }
printf '\xff\xfe' >bom16.xml; printf '%s' "$good" | iconv -t UTF-16LE >>bom16.xml; expect 0 'nothing found' bom16.xml
printf '\xef\xbb\xbf%s' "$good" >bom8.xml;        expect 0 'nothing found' bom8.xml
printf "<?xml version='1.0' encoding='ISO-8859-1'?><domain type='kvm'><name>\xe9</name><memory>1048576</memory><os><type>hvm</type></os></domain>" >latin.xml
expect 0 'nothing found' latin.xml
# No control or bidirectional character of a document reaches the terminal.
printf "<domain type='kvm'><name>x</name><memory unit='\xe2\x80\xae\xc2\x9bx'>1048576</memory><os><type>hvm</type></os></domain>" >bidi.xml
"$domlint" --color never bidi.xml | LC_ALL=C grep -q $'\xe2\x80\xae' && { echo 'a bidi control was printed'; status=1; }
echo "$count inputs"
exit $status
