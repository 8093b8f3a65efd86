#!/bin/bash
# --help fits a screen; the manual page, the completions and the templates know the options that the program has.
srcdir=${srcdir:-.}
srcdir=$(cd "$srcdir" && pwd)
domlint=$PWD/domlint
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
unset DOMLINT_OPTIONS GITHUB_ACTIONS
status=0
fail() { echo "help: $*"; status=1; }
"$domlint" --help >"$work/top" || fail '--help fails'
[ "$(wc -l <"$work/top")" -le 24 ] || fail "--help has $(wc -l <"$work/top") lines"
"$domlint" help | cmp -s - "$work/top" || fail "'help' is not --help"
for verb in check update-device rules explain completion help; do
  "$domlint" help $verb >"$work/$verb" || fail "help $verb"
  "$domlint" $verb --help | cmp -s - "$work/$verb" || fail "$verb --help is not 'help $verb'"
done
awk 'length > 80 { print FILENAME ": longer than 80 columns: " $0; bad = 1 } END { exit bad }' "$work"/* || status=1
grep -q -- --fix "$work/rules" && fail 'rules has options of check'
"$domlint" rules --fix 2>&1 | grep -q "'rules' takes no --fix" || fail 'an option of another verb is not refused'
"$domlint" help chekc 2>&1 | grep -q "did you mean 'check'" || fail 'no hint for a verb'
options=$(sed -nE 's/^ *(-., )?(--[a-z-]+).*/\2/p' "$work"/{check,update-device,rules,explain} | sort -u)
[ "$(echo "$options" | wc -l)" -gt 30 ] || fail 'where are the options?'
for option in $options; do
  grep -qF -- "$(printf '%s' "$option" | sed 's/-/\\-/g')" "$srcdir/docs/domlint.1" || fail "the manual page lacks $option"
  for shell in bash zsh; do "$domlint" completion $shell | grep -qF -- "$option" || fail "$shell lacks $option"; done
  "$domlint" completion fish | grep -qF -- " -l ${option#--} " || fail "fish lacks $option"
done
for format in $("$domlint" --format nothing x 2>/dev/null; sed -n 's/^const Reporter reporter_[a-z]* = {"\([a-z]*\)".*/\1/p' "$srcdir"/lint/report/*.c); do
  grep -q "\\b$format\\b" "$srcdir/docs/domlint.1" || fail "the manual page lacks the format $format"
done
if command -v man >/dev/null 2>&1; then
  LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$srcdir/docs/domlint.1" 2>&1 >/dev/null | grep . && fail 'the manual page has faults'
fi
"$domlint" completion tcsh 2>/dev/null; [ $? = 2 ] || fail 'an unknown shell'
# The shells take them, and complete.
"$domlint" completion bash >"$work/domlint.bash"
complete_bash() {
  bash --norc -c 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _domlint; printf "%s\n" "${COMPREPLY[@]}"' - "$work/domlint.bash" "$@"
}
export PATH=$PWD:$PATH
complete_bash domlint check --form | grep -qx -- --format || fail 'bash: --form'
complete_bash domlint --format sa | grep -qx sarif || fail 'bash: --format sa'
complete_bash domlint ex | grep -qx explain || fail 'bash: a verb'
complete_bash domlint explain xml-dep 2>/dev/null | grep -q . || complete_bash domlint explain xml-tag | grep -qx xml-tag-mismatch || fail 'bash: an id'
complete_bash domlint rules --f | grep -q -- --fix && fail 'bash: options of another verb'
if command -v zsh >/dev/null 2>&1; then "$domlint" completion zsh >"$work/_domlint"; zsh -fn "$work/_domlint" || fail 'zsh does not read its script'; fi
if command -v fish >/dev/null 2>&1; then
  "$domlint" completion fish >"$work/domlint.fish"; fish --no-execute "$work/domlint.fish" || fail 'fish does not read its script'
  HOME=$work fish -c "source $work/domlint.fish; complete -C 'domlint --format sar'" 2>/dev/null | grep -q '^sarif' || fail 'fish: --format sar'
fi
# The README shows what its first command prints.
(cd "$srcdir" && "$domlint" check --isolated --color never fixtures/memory/virtio-mem.xml) >"$work/first"
awk '/^The first one prints:$/ { on = 1 } on && /^```$/ { n++; next } n == 1' "$srcdir/README.md" | diff - "$work/first" || fail "README.md: not what './quickstart lint' prints"
# The commands of the templates do what they promise.
mkdir "$work/repo" && cd "$work/repo" || exit 99
cp "$srcdir/fixtures/memory/virtio-mem.xml" .
for template in github gitlab; do
  command=$(sed -n "s/^ *-\{0,1\} *\(domlint check --format .*\)/\1/p" "$srcdir/ci-templates/$template.yml")
  [ -n "$command" ] || fail "no command in $template.yml"
  sh -c "$command" >/dev/null; [ $? = 1 ] || fail "$template.yml: $command"
done
for file in domlint.sarif gl-code-quality-report.json domlint-junit.xml; do
  [ -s $file ] && grep -q "$file" "$srcdir"/ci-templates/*.yml || fail "$file was not written"
done
exit $status
