/* Are the XPaths of a rule right? loader_xpath() and loader_template() of rule/loader.h. */
#include <ctype.h>
#include <string.h>

#include "diag/message.h"
#include "rule/function.h"
#include "rule/loader.h"
#include "xpath/core.h"

static bool is_name_char(char c) {
    return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '.' || (unsigned char)c >= 0x80;
}

/* Names in front of a parenthesis that are no functions: XPath's node tests and operators. */
static bool is_not_a_call(Slice name) {
    static const char *const words[] = {"text", "node", "comment", "processing-instruction", "and", "or", "div", "mod"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_is(name, words[i])) return true;
    return false;
}

static bool known(const Loader *loader, const char *prefix, Slice name, const char *suffix) {
    Text text = {0};
    text_printf(&text, "%s%.*s%s", prefix, (int)name.n, name.p, suffix);
    bool found = intern_find(loader->names, slice_from(text_str(&text))) != INTERN_NONE;
    text_done(&text);
    return found;
}

static void unknown_name(Loader *loader, const YamlNode *node, const char *what, Slice name) {
    uint32_t n = intern_count(loader->names), found = 0;
    bool variable = what[0] == 'v';
    const char **names = arena_alloc(loader->arena, (n + 256) * sizeof *names);
    for (uint32_t i = 0; i < n; i++) {
        const char *text = intern_string(loader->names, i);
        if ((text[0] == '$') != variable) continue;
        names[found++] = variable ? text + 1 : arena_text(loader->arena, text, strlen(text) - 2);
    }
    for (uint32_t i = 0; !variable && function_name(i) && found < n + 256; i++) names[found++] = function_name(i);
    char *word = arena_text(loader->arena, name.p, name.n);
    int nearest = text_nearest(word, names, found);
    char *detail = arena_printf(loader->arena, "there is no %s '%s'", what, word);
    loader_fault(loader, "rule-wrong-xpath", node, detail, nearest < 0 ? NULL : names[nearest]);
}

static void check_variable(Loader *loader, const YamlNode *node, Slice name) {
    bool argument = name.n == 1 && isdigit((unsigned char)name.p[0]);
    if (!argument && !known(loader, "$", name, "")) unknown_name(loader, node, "variable", name);
}

static void check_function(Loader *loader, const YamlNode *node, Slice name) {
    if (is_not_a_call(name) || core_function(name) || function_find(name) || known(loader, "", name, "()")) return;
    unknown_name(loader, node, "function", name);
}

/* Walks the words of an XPath outside of literals. */
static void check_names(Loader *loader, const YamlNode *node, const char *p) {
    while (*p) {
        if (*p == '\'' || *p == '"') {
            const char *end = strchr(p + 1, *p);
            p = end ? end + 1 : p + strlen(p);
        } else if (*p == '$') {
            const char *start = ++p;
            while (is_name_char(*p)) p++;
            check_variable(loader, node, (Slice){start, (size_t)(p - start)});
        } else if (isalpha((unsigned char)*p) || *p == '_') {
            const char *start = p;
            while (is_name_char(*p) || (*p == ':' && p[1] != ':')) p++;
            const char *next = p + strspn(p, " \t\r\n");
            if (*next == '(') check_function(loader, node, (Slice){start, (size_t)(p - start)});
        } else {
            p++;
        }
    }
}

static const XPathFunction *find_function(const void *data, Slice name) {
    (void)data;
    return function_find(name);
}

void loader_xpath(Loader *loader, const YamlNode *node, const char *text) {
    static const XPathNames form = {.function = find_function, .lenient = true};
    const char *problem;
    ExprNames names = {intern_new(), intern_new()};
    if (expr_parse(loader->arena, &names, &form, text, &problem)) check_names(loader, node, text);
    else loader_fault(loader, "rule-wrong-xpath", node, problem, NULL);
    intern_free(names.words);
    intern_free(names.prefixes);
}

void loader_format(Loader *loader, const YamlNode *node, const char *format) {
    static const char *const formats[] = {"size", "kib", "name", "hex", "count", "quote", "list", "path", "text"};
    enum { N_FORMATS = sizeof formats / sizeof *formats };
    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcmp(format, formats[i]) == 0) return;
    int nearest = text_nearest(format, formats, N_FORMATS);
    loader_fault(loader, "rule-wrong-value", node, arena_printf(loader->arena, "there is no format '%s'", format),
                 nearest < 0 ? NULL : formats[nearest]);
}

typedef struct {
    Loader *loader;
    const YamlNode *node;
} TemplateCheck;

static void check_slot(void *context, Slice name, Slice format, Text *out) {
    TemplateCheck *check = context;
    (void)out;
    bool first = name.n > 7 && memcmp(name.p, "first(", 6) == 0 && name.p[name.n - 1] == ')';
    if (first) name = (Slice){name.p + 6, name.n - 7};
    char *xpath = arena_text(check->loader->arena, name.p, name.n);
    if (strcmp(xpath, "problem") != 0) loader_xpath(check->loader, check->node, xpath[0] ? xpath : "?");
    if (format.n) loader_format(check->loader, check->node, arena_text(check->loader->arena, format.p, format.n));
}

void loader_template(Loader *loader, const YamlNode *node, const char *text) {
    size_t at;
    if (!message_check(text, &at)) {
        loader_fault(loader, "rule-wrong-value", node, "a brace is not closed, or stands alone ('{{' is a brace)",
                     NULL);
        return;
    }
    Text out = {0};
    TemplateCheck check = {loader, node};
    message_fill(&out, text, check_slot, &check);
    text_done(&out);
}
