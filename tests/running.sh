#!/bin/bash
# How a run goes: many threads in order, lists of files, what is passed over, settings, what changed since a revision.
domlint=$PWD/domlint
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
export HOME=$work/home XDG_CONFIG_HOME=$work/none GIT_CONFIG_NOSYSTEM=1
unset DOMLINT_OPTIONS DOMLINT_CONFIG GITHUB_ACTIONS FORCE_COLOR CLICOLOR_FORCE PRE_COMMIT
mkdir home repo rules
cat >rules/test-title-wrong.yaml <<'END'
id: test-title-wrong
title: a title that tests call wrong
severity: error
group: suspicious
select: /domain/title[starts-with(., 'wrong')]
assert: "false()"
message: "the title is '{.}'"
why: |
  So that tests need no rule of ours.
examples:
  - bad: |
      <domain type='kvm'><name>x</name><title>wrong</title><memory>1048576</memory><os><type>hvm</type></os></domain>
END
rules=$work/rules
lint() { "$domlint" --rules "$rules" --select test,suppression "$@"; } # whatever advice there is
status=0 count=0
fail() { echo "running: $*"; status=1; }
# says CODE TEXT ARGUMENTS...: exit code, and a text that must be said
says() {
  local code=$1 text=$2 output got; shift 2
  output=$(lint --color never "$@" 2>&1 </dev/null); got=$?
  count=$((count + 1))
  [ $got = "$code" ] || { fail "exit $got instead of $code: $*"; printf '%s\n' "$output" | head -5; }
  case $output in *"$text"*) ;; *) fail "not said: '$text': $*"; printf '%s\n' "$output" | head -8 ;; esac
}
domain() { # NAME EXTRA
  printf "<domain type='kvm'>\n  <name>%s</name>\n  <memory>1048576</memory>\n  <os>\n    <type arch='x86_64' machine='pc-q35-9.2'>hvm</type>\n  </os>\n  <features><acpi/></features><cpu mode='host-model'/>\n%s</domain>\n" "$1" "$2"
}

# Threads: the output is that of one thread.
mkdir many
for i in $(seq 1 300); do domain "vm$i" "$([ $((i % 3)) = 0 ] && printf '  <title>wrong</title>\n')" >"many/$i.xml"; done
for format in human jsonl sarif html; do
  lint --isolated --color never -j1 --format $format many >one; one=$?
  lint --isolated --color never -j7 --format $format many >seven; seven=$?
  [ $one = 1 ] && [ $seven = 1 ] && cmp -s one seven || fail "-j7 --format $format says something else than -j1"
done
[ "$(lint --isolated --format jsonl many | wc -l)" = 100 ] || fail '100 findings in many/'
says 2 "takes a number" -j x many
says 2 "takes a number" --jobs=1000 many

mkdir empty
says 0 'nothing was checked' empty
says 2 "did you mean 'memory'?" --select memroy empty
says 2 'no rule' --select tset many/1.xml

# Lists.
find many -name '1?.xml' | sort >list
find many -name '1?.xml' -print0 | sort -z >list0
[ "$(lint --isolated --format concise --files-from list)" = "$(lint --isolated --format concise --files-from list0)" ] || fail 'a NUL-separated list differs'
[ "$(lint --isolated --format concise --files-from - <list)" = "$(lint --isolated --format concise --files-from list)" ] || fail '--files-from -'
[ "$(sed 's/$/\r/' list | lint --isolated --format concise --files-from -)" = "$(lint --isolated --format concise --files-from list)" ] || fail 'CR LF in a list'
printf 'many/3.xml\n\nmany/6.xml' | lint --isolated --format concise --files-from - | wc -l | grep -qx 2 || fail 'an empty line, no last line end'
mkdir "odd
name" && domain x '  <title>wrong</title>
' >"odd
name/a.xml"
find . -path './odd*' -name '*.xml' -print0 | lint --isolated -q --files-from - | grep -q test-title-wrong || fail 'a name with a line end'
says 2 'No such file' --files-from gone
# Whoever feeds names one by one gets each answer before the next name.
coproc LINT { lint --isolated -j2 --format jsonl --files-from -; }
for i in 3 6 9; do
  echo "many/$i.xml" >&"${LINT[1]}"
  read -r -t 20 line <&"${LINT[0]}" && [[ $line == *"many/$i.xml"* ]] || fail "no answer on name $i"
done
eval "exec ${LINT[1]}>&-"; wait "$LINT_PID"

# Memory does not grow with the number of files.
if command -v python3 >/dev/null 2>&1 && ! grep -q __asan_init "$domlint"; then
  for i in $(seq 20); do find many -name '*.xml'; done >names
  peak=$(python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$domlint" --isolated -j2 --format jsonl --files-from names)
  [ "$peak" -le 65536 ] || fail "6000 documents take $peak KB"
fi

# Settings: found upwards from each file; mistakes are told at their place.
cd repo && git init -q . && git config user.email t@example.org && git config user.name t
mkdir -p a/b old .config
domain x '  <title>wrong</title>
' | tee a/b/vm.xml a/vm.xml old/vm.xml >vm.xml
says 1 '4 errors' .
cat >.domlint.yaml <<'END'
exclude: [old/]
severity: {test-title-wrong: warning}
overrides:
  - files: [a/b/]
    ignore: [test]
END
says 0 '2 warnings in 3 files' .
says 1 '2 warnings' --fail-on warning .
says 1 '4 errors' --isolated .
says 0 '1 warning in 1 file' old/vm.xml                     # named: checked all the same …
says 0 'nothing was checked' --force-exclude old/vm.xml     # … but for --force-exclude
says 0 'nothing found in 2 files' --extend-select test a/b/vm.xml a/vm.xml --ignore test-title
says 0 'warning' --extend-select test-title-wrong a/b/vm.xml
printf 'old/vm.xml\n' | lint --files-from - 2>&1 | grep -q 'nothing was checked' || fail 'a listed file is not named'
[ "$(lint --show-files .)" = "$(printf '%s\n' ./a/b/vm.xml ./a/vm.xml ./vm.xml)" ] || fail '--show-files'
printf '/vm.xml\n' >a/.gitignore
for folder in . a a/ a//; do lint --show-files $folder | grep -q 'a/*vm.xml' && fail ".gitignore of a walked folder: $folder"; done
rm a/.gitignore
says 0 'ignore: ["test"]' --show-settings a/b/vm.xml
says 0 'test-title-wrong: "warning"' --show-settings a/vm.xml
echo 'fail-on: warning' >>.domlint.yaml
says 1 '1 warning' a/vm.xml
says 0 '1 warning' --fail-on error a/vm.xml
cat a/vm.xml | lint --stdin-filename a/b/vm.xml - >out 2>&1; grep -q 'nothing found' out || fail 'the name of standard input drives the configuration'
printf 'select: [all]\nignroe: [style]\n' >bad.yaml
says 2 "did you mean: 'ignore'?" --config bad.yaml a/vm.xml
says 2 'bad.yaml:2:1' --config bad.yaml a/vm.xml
says 2 'gone.yaml' --config gone.yaml a/vm.xml
printf 'ignore: [test-title-wrnog]\n' >bad.yaml
says 2 "test-title-wrong" --config bad.yaml a/vm.xml
printf 'ignore: [test]\nexclude: ["a/b"]\n' >other.yaml
says 0 'nothing found in 1 file' --config other.yaml a/vm.xml
says 0 'nothing found in 3 files' --config other.yaml .
says 2 'contradict' --config other.yaml --isolated .
mkdir -p away/.config ../none/domlint ../home/in/deep && cp a/vm.xml away/ && cp other.yaml away/.config/domlint.yaml
says 0 'nothing found' away/vm.xml
mv away/.config/domlint.yaml away/domlint.yaml; says 0 'nothing found' away/vm.xml
cp bad.yaml .domlint.yaml; says 0 'nothing found' away/vm.xml                  # the nearest one only
printf 'root: true\n' >away/.domlint.yaml; says 1 '1 error' away/vm.xml       # and of two in a folder the first
rm -r away .domlint.yaml
printf 'ignore: [test]\n' >../.domlint.yaml; says 1 '1 error' a/vm.xml        # not beyond the repository
cp a/vm.xml ../home/in/deep/; says 1 '1 error' ../home/in/deep/vm.xml         # nor beyond $HOME
rm ../.domlint.yaml; cp other.yaml ../none/domlint/config.yaml; says 0 'nothing found' a/vm.xml
rm ../none/domlint/config.yaml
DOMLINT_CONFIG=$PWD/other.yaml says 0 'nothing found' ../many/3.xml
DOMLINT_OPTIONS='--ignore test' says 0 'nothing found' a/vm.xml
DOMLINT_OPTIONS='--ignroe test' says 2 'in $DOMLINT_OPTIONS' a/vm.xml
printf 'root: true\nextends: [../../other.yaml]\nlibvirt: 9.0.0\n' >a/b/.domlint.yaml
says 0 'libvirt: 9.0.0' --show-settings a/b/vm.xml
rm -f a/b/.domlint.yaml .domlint.yaml

# Releases from the future.
says 1 'libvirt 99.1.0: newer than all releases known here' --libvirt 99.1 a/vm.xml

# Suppressions.
says 1 '1 error' a/vm.xml
lint -q --add-suppressions='until the template is mended' a/vm.xml || fail 'adding suppressions fails'
grep -q '^  <!-- domlint disable-next test-title-wrong: until the template is mended -->$' a/vm.xml || fail 'no comment'
says 0 'nothing found' a/vm.xml
says 1 '1 error' --no-inline-config a/vm.xml
says 2 "neither '--'" --add-suppressions='a -- b' a/vm.xml
cp a/vm.xml before && lint -q --add-suppressions a/vm.xml; cmp -s before a/vm.xml || fail 'adding again changes something'
rm before
said() { # CODE TEXT COMMENT: what a document with this comment in front of a finding says
  domain x "  $3
  <title>wrong</title>
" >c.xml; says "$1" "$2" c.xml
}
said 0 'suppression-unclosed' '<!-- domlint disable test: a reason -->'
says 0 "enables 'test' again" c.xml
said 1 "did you mean: 'disable-next'?" '<!-- domlint disable-nxet test -->'
said 1 'suppression-unknown-rule' '<!-- domlint disable-next tset-title-wrong -->'
said 1 'name the rules' '<!-- domlint disable-next -->'
said 1 'allow-blanket' '<!-- domlint disable-next all: everything -->'
echo 'allow-blanket: true' >.domlint.yaml
says 0 'nothing found' c.xml
rm .domlint.yaml
said 1 'suppression-unused' '<!-- domlint disable-next suppression-malformed: nothing of it -->'
domain x '  <title>wrong</title>
  <metadata><l:lint xmlns:l="urn:domlint:suppress"><l:ignore rule="test" xpath="title" reason="so"/></l:lint></metadata>
' >c.xml
says 0 'nothing found' c.xml
domain x '  <!-- domlint disable test: so -->
  <title>wrong</title>
  <!-- domlint enable test -->
' >c.xml
says 0 'nothing found' c.xml
rm c.xml

# --since: changed lines of changed files.
git add -A && git commit -qm one
domain y '  <title>wrong</title>
' >vm.xml
says 0 'nothing found in 1 file' --since HEAD .
domain x '  <title>wrong</title><!-- -->
' >vm.xml
says 1 '1 error in 1 file' --since HEAD .
domain x '  <title>wrong</title><!-- -->
' >'new file.xml'
says 1 '2 errors in 2 files' --since HEAD .
(cd a && cp ../vm.xml "q\"u.xml" && says 1 '3 errors' --since HEAD ..)
git add -A && git commit -qm two
says 0 'nothing was checked' --since HEAD .
says 1 '3 errors in 3 files' --since HEAD~1 .
says 2 'no such revision' --since nowhere .
says 2 'no such revision' --since=--output=x .
says 2 'only reports' --since HEAD --fix .

# Counting.
says 1 'test-title-wrong' --statistics vm.xml
lint --statistics . | grep -q '^ *5  error    test-title-wrong' || fail '--statistics counts'
lint --statistics --format json=out.json . >stat; [ -s stat ] && [ -s out.json ] || fail '--statistics beside a format'
says 1 'the grammar' --timings vm.xml
says 2 'only one format' --format json --format sarif vm.xml
says 2 "did you mean '--files-from'" --file-from=x vm.xml
echo "$count runs"
exit $status
