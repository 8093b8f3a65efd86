#!/bin/bash
# The hooks under the real pre-commit, in a scratch repository: a bad file stops the commit, a good one and XML that is
# not libvirt's pass; domlint-fix mends and stops.
srcdir=${srcdir:-.}
srcdir=$(cd "$srcdir" && pwd)
command -v pre-commit >/dev/null 2>&1 || { echo 'pre-commit: not installed: skipped'; exit 77; }
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export PATH=$PWD:$PATH HOME=$work PRE_COMMIT_HOME=$work/cache GIT_CONFIG_NOSYSTEM=1 PRE_COMMIT_COLOR=never
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.org
unset GITHUB_ACTIONS DOMLINT_OPTIONS GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE SKIP
status=0
fail() { echo "pre-commit: $*"; tail -n 15 "$work/out"; status=1; }
# The hooks' repository, as a user would clone it.
mkdir "$work/hooks" "$work/repo" && cd "$work/hooks" && git init -q . && cp "$srcdir/.pre-commit-hooks.yaml" . && git add . &&
  git commit -qm hooks && revision=$(git rev-parse HEAD) && cd "$work/repo" && git init -q . || exit 99
pre-commit validate-manifest "$work/hooks/.pre-commit-hooks.yaml" >"$work/out" 2>&1 || fail 'the manifest is not valid'
config() { printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks:\n      - id: %s\n' "$work/hooks" "$revision" "$1" >.pre-commit-config.yaml; git add .pre-commit-config.yaml; }
config domlint
pre-commit install >"$work/out" 2>&1 || fail 'pre-commit install'
git add -A
commit() { git commit -qm "$1" >"$work/out" 2>&1; }
domain() { printf "<domain type='kvm'>\n  <name>x</name>\n  <memory>1048576</memory>\n  <os>\n    <type arch='x86_64' machine='q35'>hvm</type>\n  </os>\n%s</domain>\n" "$1"; }

domain '' >good.xml; git add .; commit good || fail 'a good file is stopped'
echo '<project><domain/></project>' >pom.xml; git add .; commit foreign || fail "XML that is not libvirt's is stopped"
grep -q "not libvirt's" "$work/out" && fail 'the hook is not quiet about foreign XML'
domain '' | sed '/<memory>/d' >bad.xml; git add .; commit bad && fail 'a bad file passes'
grep -q 'bad.xml:1' "$work/out" || fail 'the fault is not shown at its place'
git reset -q; mkdir old; mv bad.xml old/; printf 'exclude: [old/]\n' >.domlint.yaml; git add .; commit excluded || fail 'an excluded file stops the commit'
for i in $(seq 200); do domain '' >"vm$i.xml"; done; git add .; commit many || fail 'two hundred good files are stopped'

config domlint-fix
printf '<!-- domlint disable-next memory: no longer true -->\n' | cat - good.xml >suppressed.xml
git add .; commit fix && fail 'a mended file passes at once'
grep -q disable-next suppressed.xml && fail 'nothing was mended'
git add .; commit fixed || fail 'what was mended is stopped'
exit $status
