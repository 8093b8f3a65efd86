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
printf "\xef\xbb\xbf<?xml version='1.0' encoding='ISO-8859-1'?>%s" "${good/x</\xc3\xa9<}" >bomlie.xml; expect 0 'nothing found' bomlie.xml
printf "<?xml version='1.0' encoding='UTF-8'?><domain type='kvm'><name>caf\xe9</name></domain>" >latinlie.xml; expect 1 'xml-encoding' latinlie.xml
printf '\xff\xfe<\0d\0o' >odd16.xml; expect 1 'error[xml-' odd16.xml
printf '\xff\xfe<\0d\0\0\xd8>\0' >surrogate.xml; expect 1 'xml-encoding' surrogate.xml
printf '\0\0\0<\0\0\0d' >utf32.xml; expect 1 'error[xml-' utf32.xml
echo secret >secret
echo "<!DOCTYPE d [<!ENTITY x SYSTEM 'secret'>]><domain type='kvm'><name>&x;</name></domain>" >external.xml
expect 1 'xml-doctype' external.xml
"$domlint" external.xml | grep -q secret.*secret && { echo 'another file was read'; status=1; }
echo "<!DOCTYPE d [<!ENTITY a '&b;&b;'><!ENTITY b '&a;&a;'>]><domain type='kvm'><name>&a;</name></domain>" >loop.xml
expect 1 'xml-doctype' loop.xml
{ echo '<domain>'; yes "<description>all work and no play makes a dull machine</description>" | head -c 100000000; echo '</domain>'; } >large.xml
expect 2 'larger than 64 MiB' large.xml; rm large.xml
{ echo '<domain>'; yes '<description>all work and no play</description>' | head -c 40000000; echo '</domain>'; } >large.xml
expect 1 'error[' large.xml; rm large.xml          # 40 MB are read
expect 2 'larger than 64 MiB' /dev/zero
{ printf "<domain type='kvm'><name>"; head -c 12000000 /dev/zero | tr '\0' x; echo '</name></domain>'; } >text.xml; expect 1 'error[' text.xml
{ printf '<domain'; for i in $(seq 20000); do printf " a%d=''" "$i"; done; echo '/>'; } >attributes.xml; expect 1 'error[' attributes.xml
{ printf '<domain'; for i in $(seq 3000); do printf " xmlns:a%d='u:%d'" "$i" "$i"; done; echo '/>'; } >namespaces.xml; expect 1 'error[' namespaces.xml
{ printf "<domain type='kvm'>"; yes '&lt;' | head -n 200000 | tr -d '\n'; echo '</domain>'; } >references.xml; expect 1 'error[' references.xml
{ printf '<domain>'; yes '<![CDATA[]]><!-- --><?p ?>' | head -n 100000 | tr -d '\n'; echo '</domain>'; } >pieces.xml; expect 1 'error[' pieces.xml
{ echo '<domain>'; yes '<x/>' | head -n 300000; echo '</domain>'; } >long.xml; expect 1 '' long.xml
yes '<a>' | head -n 100000 | tr -d '\n' >deep.xml; expect 1 'xml-too-deep' deep.xml
printf '%s' "$good" >good.xml;                    expect 0 'nothing found' good.xml
expect 2 'No such file' vanished.xml good.xml
printf 'good.xml\ngone.xml\n' >names;              expect 2 'gone.xml: No such file' --files-from names
ln -s nowhere dangling.xml;                       expect 2 'dangling.xml: No such file' dangling.xml
mkdir closed && cp good.xml closed/ && cp good.xml shut.xml && chmod 000 closed shut.xml
chmod 755 .
anybody() { if [ "$(id -u)" = 0 ]; then setpriv --reuid 65534 --clear-groups "$@"; else "$@"; fi; }
if anybody true 2>/dev/null && [ -x "$domlint" ] && anybody "$domlint" --version >/dev/null 2>&1; then
  anybody "$domlint" --isolated closed >out 2>&1; [ $? = 2 ] && grep -q 'closed: Permission denied' out || { echo "a closed folder: $(cat out)"; status=1; }
  anybody "$domlint" --isolated shut.xml good.xml >out 2>&1; [ $? = 2 ] && grep -q 'shut.xml: Permission denied' out && grep -q '1 file' out || { echo "a closed file: $(cat out)"; status=1; }
fi
mkdir -p walk/sub && cp good.xml walk/sub/ && echo '<other/>' >walk/other.xml && ln -s .. walk/sub/up
expect 0 '1 file' walk
echo '<other/>' >other.xml;                       expect 0 "not libvirt's" other.xml
"$domlint" check --isolated good.xml >/dev/full 2>err; [ $? = 2 ] || { echo '/dev/full did not give 2'; status=1; }
grep -q 'No space' err || { echo 'the full disk was not named'; status=1; }
for format in human concise json jsonl sarif github gitlab checkstyle junit rdjson html; do
  "$domlint" --isolated --format $format=/dev/full --format json=/dev/null cut.xml 2>err; [ $? = 2 ] && grep -q '/dev/full: No space' err || { echo "a full disk under $format: $(cat err)"; status=1; }
done
expect 2 'no/such/folder' --format json=no/such/folder/x good.xml
"$domlint" --isolated cut.xml >&- 2>err; [ $? = 2 ] || { echo 'a closed output did not give 2'; status=1; }
"$domlint" --isolated - <&- >/dev/null 2>err; [ $? = 2 ] || { echo 'a closed input did not give 2'; status=1; }
cat good.xml | "$domlint" --isolated /dev/stdin | grep -q 'nothing found' || { echo 'standard input by another name'; status=1; }
"$domlint" --isolated <(cat cut.xml) | grep -q 'xml-unclosed' || { echo 'a pipe with a name'; status=1; }
(ulimit -v 400000; "$domlint" --isolated good.xml >/dev/null 2>&1); case $? in 0|134) ;; *) echo "little memory: $?" ;; esac
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
