// check.mjs NODE_MODULES WHAT FILE...: reads a report with a tool that others wrote; exit 1 with the reason if it does not
// read it. WHAT: sarif, rdjson, junit, checkstyle, or the path of a JSON Schema for JSON, JSON lines or YAML files.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const [modules, what, ...files] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "..", "x.js"));
const read = (file) => readFileSync(file, "utf8");
const fail = (why) => { console.error(why); process.exit(1); };

function validator(schema) {
  const Ajv = require("ajv").default, ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  require("ajv-formats").default(ajv);
  const validate = ajv.compile(schema);
  return (value, name) => validate(value) || fail(`${name}: ${ajv.errorsText(validate.errors, { separator: "\n" })}`);
}

function values(file) {
  if (file.endsWith(".yaml")) return [require("js-yaml").load(read(file), { schema: require("js-yaml").CORE_SCHEMA })];
  if (file.endsWith(".jsonl")) return read(file).split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return [JSON.parse(read(file))];
}

const counts = {
  sarif(file) {
    const folder = path.join(modules, "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
    const schema = JSON.parse(read(folder)), log = values(file)[0];
    delete schema.$schema; // draft-04, of which it uses nothing that changed since
    delete schema.id;
    validator(schema)(log, file);
    const run = log.runs[0], rules = run.tool.driver.rules;
    for (const result of run.results)
      if (rules[result.ruleIndex]?.id !== result.ruleId) fail(`${file}: ruleIndex of ${result.ruleId} is wrong`);
    return run.results.length;
  },
  async junit(file) {
    const { parse } = await import(require.resolve("junit2json"));
    const suites = (await parse(read(file))).testsuite;
    let n = 0;
    for (const suite of suites) {
      const failures = suite.testcase.filter((test) => test.failure).length;
      if (suite.tests !== suite.testcase.length || suite.failures !== failures) fail(`${file}: the counts of ${suite.name} are wrong`);
      n += failures;
    }
    return n;
  },
  checkstyle(file) {
    const { parseCheckstyle } = require("danger-plugin-lint-report/dist/parse/checkstyle_parser.js");
    return parseCheckstyle(require("xml-js").xml2js(read(file)), "").length;
  },
};

let n = 0;
if (counts[what]) for (const file of files) n += await counts[what](file);
else {
  const check = validator(JSON.parse(read(what)));
  for (const file of files) for (const value of values(file)) check(value, file), n++;
}
console.log(n);
