#!/bin/bash
# Each output format is read by a tool that others wrote, and says what the others say. The tools come from npm
# (tests/tools/package.json) into the build folder; without npm or a way to it that part is skipped.
srcdir=${srcdir:-.}
srcdir=$(cd "$srcdir" && pwd)
build=$PWD
domlint=$build/domlint
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY CI_PROJECT_DIR DOMLINT_OPTIONS FORCE_COLOR CLICOLOR_FORCE
status=0 count=0
fail() { echo "formats: $*"; status=1; }

# Documents with all sorts of findings, in a repository of their own.
mkdir "$work/repo" "$work/repo/a b" && cd "$work/repo" || exit 99
cp "$srcdir"/fixtures/*/*.xml . ; cp "$srcdir"/fixtures/memory/virtio-mem.xml "a b/caf$(printf '\303\251')&<'>.xml"
printf "<domain type='kvm'>\n <name>x</name>\n <memory>1048576</memory>\n <os><type>hvm</type></os>\n <title>%s</title><!-- domlint disable-next nonsense -->\n</domain>\n" "$(printf '\360\237\230\200')" >astral.xml
printf '<domain><name' >broken.xml
printf "<domain type='kvm'><name>\xff\xe2\x80\xae</name></domain>" >bytes.xml
git init -q . 2>/dev/null
"$domlint" --isolated --exit-zero -v --format concise=../r.concise --format json=../r.json --format jsonl=../r.jsonl --format sarif=../r.sarif --format github=../r.github \
  --format gitlab=../r.gitlab --format checkstyle=../r.checkstyle --format junit=../r.junit --format rdjson=../r.rdjson --format html=../r.html . >../r.human || fail 'a run with all formats'
cd .. || exit 99
total=$(wc -l <r.concise)
[ "$total" -gt 10 ] || fail "only $total findings to look at"
[ "$(wc -l <r.jsonl)" = "$total" ] || fail 'jsonl has other findings'
# GitHub: a command a finding, worst first, nothing that could be another command.
[ "$(grep -vc '^::notice title=domlint::' r.github)" = "$total" ] || fail 'github has other findings'
grep -vqE '^::(error|warning|notice) (file=[^,:]+,line=[0-9]+,endLine=[0-9]+(,col=[0-9]+,endColumn=[0-9]+)?,)?title=[a-z0-9-]+::.' r.github && fail "github: $(grep -vE '^::(error|warning|notice) ' r.github | head -2)"
sed 's/ .*//' r.github | uniq | tr -d '\n' | grep -qxE '(::error)?(::warning)?(::notice)?' || fail 'github: not worst first'
grep -q 'a b/caf.*%2C\|a b/caf' r.github || fail 'github: the odd path is missing'
LC_ALL=C grep -q $'\xff\|\xe2\x80\xae' r.* && fail 'bytes of a document that no format may print'
if command -v xmllint >/dev/null 2>&1; then
for file in r.checkstyle r.junit; do xmllint --noout --nonet $file 2>err || fail "$file is no XML: $(head -2 err)"; done
[ "$(xmllint --xpath 'count(//error)' r.checkstyle)" = "$total" ] || fail 'checkstyle has other findings'
[ "$(xmllint --xpath 'count(//failure)' r.junit)" = "$total" ] || fail 'junit has other findings'
fi
GITHUB_ACTIONS=true GITHUB_WORKFLOW=w GITHUB_STEP_SUMMARY=summary.md "$domlint" --isolated --exit-zero -v repo >github
grep -q '^::error ' github || fail "in GitHub's Actions its format is not the default"
[ "$(awk -F'|' '/^\| [0-9]/ { n += $2 } END { print n }' summary.md)" = "$total" ] || fail 'the summary of the job counts otherwise'
# Empty runs.
printf "<domain type='kvm'><name>x</name><memory>1048576</memory><os><type arch='x86_64' machine='pc-q35-9.2'>hvm</type></os><features><acpi/></features><cpu mode='host-model'/></domain>" >good.xml
for format in json sarif gitlab checkstyle junit rdjson html jsonl; do "$domlint" --isolated --format $format good.xml >good.$format || fail "$format of a good file"; done
[ "$(tr -d '\n' <good.gitlab)" = '[]' ] || fail 'gitlab: an empty report is []'
[ -s good.jsonl ] && fail 'jsonl: an empty report is empty'

# What others say.
tools=${DOMLINT_TEST_TOOLS:-$build/test-tools}
if [ ! -d "$tools/node_modules" ] && command -v npm >/dev/null 2>&1; then
  mkdir -p "$tools" && cp "$srcdir/tests/tools/package.json" "$tools/" &&
    (cd "$tools" && timeout 120 npm install --silent --no-audit --no-fund --ignore-scripts >npm.out 2>&1) || rm -rf "$tools/node_modules"
fi
modules=$tools/node_modules
if [ -d "$modules" ] && command -v node >/dev/null 2>&1; then
  reads() { # WHAT WANTED FILE...
    local what=$1 wanted=$2 got; shift 2
    count=$((count + 1))
    got=$(node "$srcdir/tests/tools/check.mjs" "$modules" "$what" "$@" 2>err) || { fail "$what: $(head -c 600 err)"; return; }
    [ "$got" = "$wanted" ] || fail "$what: $got instead of $wanted"
  }
  reads sarif "$total" r.sarif; reads sarif 0 good.sarif
  reads junit "$total" r.junit; reads junit 0 good.junit
  reads checkstyle "$total" r.checkstyle; reads checkstyle 0 good.checkstyle
  cp r.gitlab gitlab.json; cp r.json report.json
  reads "$srcdir/tests/tools/gitlab-code-quality.schema.json" 1 gitlab.json
  node -e 'const r=JSON.parse(require("fs").readFileSync("gitlab.json")); process.exit(new Set(r.map(x=>x.fingerprint)).size==r.length && r.length=='"$total"'?0:1)' || fail 'gitlab: fingerprints or number'
  for file in r.rdjson good.rdjson; do
    node "$modules/.bin/rdformat-validator" --strict --no-extra-fields --silent $file >out 2>&1 || fail "$file: $(head -c 600 out)"
    count=$((count + 1))
  done
  reads "$srcdir/docs/json/report.schema.json" 1 report.json; cp r.jsonl lines.jsonl
  reads "$srcdir/docs/json/report.schema.json" "$total" lines.jsonl
  # shellcheck disable=SC2046
  reads "$srcdir/docs/json/rule.schema.json" "$(find "$srcdir/rules" -name '*.yaml' -not -path '*/definitions/*' -not -path '*/coverage/*' | wc -l)" $(find "$srcdir/rules" -name '*.yaml' -not -path '*/definitions/*' -not -path '*/coverage/*')
  (cd repo && "$domlint" --isolated --baseline ../known.json --write-baseline -q .) && reads "$srcdir/docs/json/baseline.schema.json" 1 known.json
  printf 'root: true\nextends: x.yaml\nlibvirt: 9.0.0\nrules: [r]\nselect: [all]\nextend-select: style\nignore: [style]\nseverity: {security: "off", numa: info}\nfail-on: warning\nbaseline: b.json\nexclude: ["*.x"]\noverrides:\n  - files: [t/]\n    ignore: [security]\n' >config.yaml
  reads "$srcdir/docs/json/config.schema.json" 1 config.yaml
  # The schema has the keys that the program has.
  for key in $(sed -n '/^} keys\[\]/,/^enum/p' "$srcdir/lint/cli/settings_load.c" | grep -o '{"[a-z-]*"' | tr -d '{"'); do
    grep -q "^    \"$key\": {" "$srcdir/docs/json/config.schema.json" || fail "config.schema.json lacks '$key'"
  done
else
  echo 'formats: no npm, or no way to its registry: the readers of others are skipped'
fi

# The page, as a browser shows it.
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
if [ -n "$browser" ]; then
  page() { timeout 120 "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" "$@" 2>/dev/null; }
  page --dump-dom "file://$work/r.html" >dom || echo 'formats: the browser does not start: skipped'
  if [ -s dom ]; then
    count=$((count + 1))
    [ "$(grep -o '<article ' dom | wc -l)" = "$total" ] || fail 'html has other findings'
    grep -q '<fieldset' dom && ! grep -q '<fieldset[^>]* hidden' dom || fail 'html: the filters do not come up'
    { cat r.html; echo "<script>document.querySelector('input[value=error]').click()</script>"; } >clicked.html
    page --dump-dom "file://$work/clicked.html" >dom
    [ "$(grep -oE '<article [^>]* hidden=""' dom | wc -l)" = "$(grep -c ': error: ' r.concise)" ] || fail 'html: the filter does not hide errors'
    page --screenshot="$work/page.png" --window-size=1200,1600 "file://$work/r.html" >/dev/null
    [ "$(stat -c %s "$work/page.png" 2>/dev/null || echo 0)" -gt 20000 ] || fail 'html: the screenshot is empty'
    [ -z "$KEEP" ] || cp r.html page.png "$KEEP/"
  fi
else
  echo 'formats: no browser: the page is not looked at'
fi
grep -qE '(src|href)="(https?:)?//' r.html && ! grep -qE 'href="https://libvirt.org' r.html && fail 'html: something is loaded from elsewhere'
echo "$count outside checks"
exit $status
