/* Every example of every rule: a bad one is reported by that rule, a good one is not, and the fix makes `fixed` of the
 * bad one. An example with `old` is an update of that document, live or of what `mode` says ("config").
 *
 *     test_rules [FOLDER ...]     (default: rules/ of the source tree, $srcdir)
 *
 * This reads the YAML, not what is embedded, since examples are not embedded; the rules run are those of the program.
 */
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/yaml.h"
#include "lint.h"

typedef struct {
    const char *name, *text;
} Template;

typedef struct {
    Arena *arena;
    VEC(Template) templates;
    Linter *linter;
    Checker *checker, *updater; /* updater: of the example at hand, or NULL */
    const char *file, *id;
    int rules, examples, failed;
} Tester;

static void fail(Tester *tester, const char *what, const char *text, const Check *check) {
    tester->failed++;
    printf("%s: %s\n", tester->file, what);
    printf("%s\n", text);
    for (uint32_t i = 0; check && i < check->diags.list.n; i++) {
        const Diagnostic *diagnostic = &check->diags.list.items[i];
        Position at = source_position(check->source, diagnostic->span.start, COLUMN_CODEPOINTS);
        if (diagnostic->severity >= SEVERITY_WARNING || strcmp(diagnostic->kind->id, tester->id) == 0)
            printf("    said: %u:%u %s [%s]\n", at.line, at.column, diagnostic->message, diagnostic->kind->id);
    }
}

static const char *template_of(const Tester *tester, const char *name) {
    for (uint32_t i = 0; i < tester->templates.n; i++)
        if (strcmp(tester->templates.items[i].name, name) == 0) return tester->templates.items[i].text;
    return NULL;
}

/* The example as a document: as it is, or in the place of "{}" in its template. */
static const char *whole(Tester *tester, const YamlNode *example, const char *text) {
    const char *in = yaml_text(example, "in");
    if (tester->updater) return text;
    bool complete = in ? strcmp(in, "file") == 0 : strncmp(text, "<domain", 7) == 0 || strncmp(text, "<?xml", 5) == 0;
    if (complete) return text;
    const char *template = template_of(tester, in ? in : "device");
    if (!template) {
        fail(tester, "there is no such template", in ? in : "device", NULL);
        return text;
    }
    const char *hole = strstr(template, "{}");
    return arena_printf(tester->arena, "%.*s%s%s", (int)(hole - template), template, text, hole + 2);
}

static Check *check_example(Tester *tester, const char *text) {
    Check *check = check_text(tester->updater ? tester->updater : tester->checker, "example.xml", text, strlen(text));
    Project *project = project_new();
    project_add(project, &check->keys, &check->diags);
    project_free(project);
    return check;
}

static const Diagnostic *find(const Check *check, const char *id) {
    for (uint32_t i = 0; i < check->diags.list.n; i++)
        if (strcmp(check->diags.list.items[i].kind->id, id) == 0) return &check->diags.list.items[i];
    return NULL;
}

static void test_fixed(Tester *tester, const Check *check, const char *expected) {
    const Diagnostic *diagnostic = find(check, tester->id);
    bool applied;
    Text fixed = {0};
    if (!diagnostic->fix) {
        fail(tester, "has 'fixed' but no fix was made", check->source->text, check);
        return;
    }
    edits_apply(check->source, &diagnostic->fix, 1, &fixed, &applied);
    if (strcmp(text_str(&fixed), expected) != 0) {
        fail(tester, "the fix gives something else:", text_str(&fixed), NULL);
        printf("expected:\n%s\n", expected);
    }
    Check *again = check_example(tester, text_str(&fixed));
    if (find(again, tester->id)) fail(tester, "the fixed text is not good:", text_str(&fixed), again);
    check_free(again);
    text_done(&fixed);
}

static void test_texts(Tester *tester, const YamlNode *example) {
    const char *bad = yaml_text(example, "bad"), *good = yaml_text(example, "good"),
               *fixed = yaml_text(example, "fixed");
    if (!bad && !good) fail(tester, "an example has 'bad' or 'good'", "", NULL);
    if (bad) {
        const char *text = whole(tester, example, bad);
        Check *check = check_example(tester, text);
        if (!find(check, tester->id)) fail(tester, "a bad example is not reported:", text, check);
        else if (fixed) test_fixed(tester, check, whole(tester, example, fixed));
        check_free(check);
        tester->examples++;
    }
    if (good) {
        const char *text = whole(tester, example, good);
        Check *check = check_example(tester, text);
        if (find(check, tester->id)) fail(tester, "a good example is reported:", text, check);
        check_free(check);
        tester->examples++;
    }
}

/* An example of an update is a device alone, checked against the old document. */
static void test_update(Tester *tester, const YamlNode *example, const char *old) {
    SourceProblem problem;
    Config config;
    Problems problems;
    const char *mode = yaml_text(example, "mode");
    bool of_config = mode && strcmp(mode, "config") == 0;
    config_init(&config);
    problems_init(&problems);
    Source *source = source_from_bytes("old.xml", old, strlen(old), &problem);
    config.update = (UpdateConfig){source, !of_config, of_config};
    Linter *linter = linter_new(&config, &problems);
    if (problems.list.n) fail(tester, "the old document is no good:", problems.list.items[0].message, NULL);
    tester->updater = checker_new(linter);
    if (!problems.list.n) test_texts(tester, example);
    checker_free(tester->updater);
    tester->updater = NULL;
    linter_free(linter);
    source_free(source);
    problems_done(&problems);
    config_done(&config);
}

static void test_example(Tester *tester, const YamlNode *example) {
    const char *old = yaml_text(example, "old");
    if (old) test_update(tester, example, old);
    else test_texts(tester, example);
}

static YamlNode *load(Tester *tester, const char *path) {
    SourceProblem problem;
    Source *source = source_read(path, path, &problem);
    YamlError error;
    YamlNode *root = source ? yaml_load(tester->arena, source->text, source->size, &error) : NULL;
    source_free(source);
    return root;
}

static bool is_shared(const FTSENT *entry) { return strcmp(entry->fts_parent->fts_name, "definitions") == 0; }

/* What the grammar says can be tried only once it covers libvirt's format. */
static bool needs_grammar(const Tester *tester) {
    return strncmp(tester->id, "schema-", 7) == 0 && schema_newest(linter_schema(tester->linter)) == 0;
}

static void test_rule(Tester *tester, const char *path) {
    YamlNode *root = load(tester, path);
    bool builtin = false;
    tester->file = path;
    tester->id = yaml_text(root, "id");
    yaml_bool(yaml_get(root, "builtin"), &builtin);
    if (!tester->id || !catalogue_find(linter_catalogue(tester->linter), tester->id, NULL)) {
        fail(tester, "is not a rule of the program (build it again?)", "", NULL);
        return;
    }
    const YamlNode *examples = needs_grammar(tester) ? NULL : yaml_get(root, "examples");
    int bad = 0, good = 0;
    for (uint32_t i = 0; examples && examples->kind == YAML_SEQUENCE && i < examples->n; i++) {
        bad += yaml_get(examples->items[i], "bad") != NULL;
        good += yaml_get(examples->items[i], "good") != NULL;
        test_example(tester, examples->items[i]);
    }
    bool project = yaml_text(root, "scope") && strcmp(yaml_text(root, "scope"), "project") == 0;
    if (!builtin && ((!bad && !project) || !good)) fail(tester, "a rule needs bad and good examples", "", NULL);
    tester->rules++;
}

static void load_templates(Tester *tester, const char *path) {
    const YamlNode *templates = yaml_get(load(tester, path), "templates");
    for (uint32_t i = 0; templates && i < templates->n; i++)
        if (templates->pairs[i].value->kind == YAML_SCALAR)
            vec_push(&tester->templates, ((Template){templates->pairs[i].key->text, templates->pairs[i].value->text}));
}

/* Definitions of the whole tree, then the rules of the folders. */
static void walk(Tester *tester, char *const *folders, bool shared) {
    FTS *tree = fts_open(folders, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    for (FTSENT *entry; (entry = fts_read(tree));) {
        size_t n = entry->fts_namelen;
        if (entry->fts_info != FTS_F || n < 6 || strcmp(entry->fts_name + n - 5, ".yaml") != 0) continue;
        if (shared && is_shared(entry)) load_templates(tester, entry->fts_path);
        if (!shared && !is_shared(entry)) test_rule(tester, entry->fts_path);
    }
    fts_close(tree);
}

int main(int argc, char **argv) {
    const char *srcdir = getenv("srcdir");
    Tester tester = {.arena = arena_new()};
    char *rules = arena_printf(tester.arena, "%s/rules", srcdir ? srcdir : "."), *all[] = {rules, NULL};
    Config config;
    Problems problems;
    config_init(&config);
    problems_init(&problems);
    tester.linter = linter_new(&config, &problems);
    tester.checker = checker_new(tester.linter);
    walk(&tester, all, true);
    walk(&tester, argc > 1 ? argv + 1 : all, false);
    printf("%d rules, %d examples, %d failures\n", tester.rules, tester.examples, tester.failed);
    vec_done(&tester.templates);
    checker_free(tester.checker);
    linter_free(tester.linter);
    problems_done(&problems);
    config_done(&config);
    arena_free(tester.arena);
    return tester.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
