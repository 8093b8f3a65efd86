/* The Evaluator half of rule/xpath.h. */
#include <libxml/xpathInternals.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rule/function.h"
#include "rule/xpath.h"

enum { STEPS_MAX = 2000000, CALLS_MAX = 40, ARGS_MAX = 8 };

typedef struct {
    const char *text; /* an XPath, by address; or the copy in texts */
    xmlXPathCompExpr *compiled;
} Compiled;

typedef struct {
    xmlXPathObject **args;
    int n;
} Frame;

struct Evaluator {
    const Definitions *definitions;
    xmlXPathContext *context;
    Compiled *table; /* open addressing by address */
    uint32_t n_compiled, room;
    Intern *texts;              /* XPaths met in string literals: equal texts, one address */
    xmlXPathObject **variables; /* by index in definitions, NULL: not evaluated yet */
    bool *evaluating;
    xmlNode *selected;
    Frame frame;
    int depth;
    bool undecided, failed;
};

#if LIBXML_VERSION >= 21200
typedef const xmlError *ErrorPtr;
#else
typedef xmlError *ErrorPtr;
#endif

static void note_problem(void *data, ErrorPtr error) {
    char *problem = data;
    if (problem && !problem[0] && error->message) strncat(problem, error->message, 120);
}

/* $1 to $arg1, outside of literals. */
static void rename_arguments(const char *text, Text *out) {
    char quote = 0;
    for (const char *p = text; *p; p++) {
        if (quote) quote = *p == quote ? 0 : quote;
        else if (*p == '\'' || *p == '"') quote = *p;
        text_putc(out, *p);
        if (*p == '$' && !quote && p[1] >= '0' && p[1] <= '9') text_puts(out, "arg");
    }
}

xmlXPathCompExpr *xpath_compile(const char *text, char *ret_problem, size_t size) {
    char problem[160] = "";
    Text renamed = {0};
    rename_arguments(text, &renamed);
    xmlXPathContext *context = xmlXPathNewContext(NULL);
    context->error = note_problem;
    context->userData = problem;
    xmlXPathCompExpr *compiled = xmlXPathCtxtCompile(context, (const xmlChar *)text_str(&renamed));
    xmlXPathFreeContext(context);
    text_done(&renamed);
    problem[strcspn(problem, "\n")] = 0;
    if (!compiled && size) {
        ret_problem[0] = 0;
        strncat(ret_problem, problem[0] ? problem : "not an XPath", size - 1);
    }
    return compiled;
}

static xmlXPathObject *lookup_variable(void *data, const xmlChar *name, const xmlChar *ns);
static xmlXPathFunction lookup_function(void *data, const xmlChar *name, const xmlChar *ns);

static void note_failure(void *data, ErrorPtr error) {
    Evaluator *evaluator = data;
    (void)error;
    evaluator->failed = true;
}

Evaluator *evaluator_new(const Definitions *definitions) {
    Evaluator *evaluator = memory_alloc(sizeof *evaluator);
    evaluator->definitions = definitions;
    evaluator->texts = intern_new();
    evaluator->variables = memory_alloc(definitions->variables.n * sizeof *evaluator->variables);
    evaluator->evaluating = memory_alloc(definitions->variables.n);
    xmlXPathContext *context = evaluator->context = xmlXPathNewContext(NULL);
    context->userData = evaluator;
    context->error = note_failure;
    xmlXPathRegisterVariableLookup(context, lookup_variable, evaluator);
    xmlXPathRegisterFuncLookup(context, lookup_function, evaluator);
    for (uint32_t i = 0; i < definitions->namespaces.n; i++)
        xmlXPathRegisterNs(context, (const xmlChar *)definitions->namespaces.items[i].name,
                           (const xmlChar *)definitions->namespaces.items[i].xpath);
    return evaluator;
}

static void forget_variables(Evaluator *evaluator) {
    for (uint32_t i = 0; i < evaluator->definitions->variables.n; i++) {
        xmlXPathFreeObject(evaluator->variables[i]);
        evaluator->variables[i] = NULL;
        evaluator->evaluating[i] = false;
    }
}

void evaluator_free(Evaluator *evaluator) {
    if (!evaluator) return;
    forget_variables(evaluator);
    for (uint32_t i = 0; i < evaluator->room; i++) xmlXPathFreeCompExpr(evaluator->table[i].compiled);
    xmlXPathFreeContext(evaluator->context);
    intern_free(evaluator->texts);
    free(evaluator->table);
    free(evaluator->variables);
    free(evaluator->evaluating);
    free(evaluator);
}

void evaluator_begin(Evaluator *evaluator, xmlDoc *view) {
    forget_variables(evaluator);
    evaluator->context->doc = view;
    evaluator_reset(evaluator);
}

void evaluator_select(Evaluator *evaluator, xmlNode *selected) { evaluator->selected = selected; }
xmlNode *evaluator_current(const Evaluator *evaluator) { return evaluator->selected; }
bool evaluator_undecided(const Evaluator *evaluator) { return evaluator->undecided; }
void evaluator_undecide(Evaluator *evaluator) { evaluator->undecided = true; }
void evaluator_decide(Evaluator *evaluator) { evaluator->undecided = false; }
bool evaluator_failed(const Evaluator *evaluator) { return evaluator->failed; }
void evaluator_reset(Evaluator *evaluator) { evaluator->undecided = evaluator->failed = false; }
const Definitions *evaluator_definitions(const Evaluator *evaluator) { return evaluator->definitions; }
Evaluator *evaluator_of(xmlXPathParserContext *parser) { return parser->context->userData; }

static Compiled *find_compiled(const Evaluator *evaluator, const char *text) {
    uint32_t mask = evaluator->room - 1, i = (uint32_t)(((uintptr_t)text >> 1) * 2654435761u) & mask;
    while (evaluator->table[i].text && evaluator->table[i].text != text) i = (i + 1) & mask;
    return &evaluator->table[i];
}

static void grow_table(Evaluator *evaluator) {
    Compiled *old = evaluator->table;
    uint32_t old_room = evaluator->room;
    evaluator->room = old_room ? 2 * old_room : 1024;
    evaluator->table = memory_alloc(evaluator->room * sizeof *evaluator->table);
    for (uint32_t i = 0; i < old_room; i++)
        if (old[i].text) *find_compiled(evaluator, old[i].text) = old[i];
    free(old);
}

static xmlXPathCompExpr *compiled_of(Evaluator *evaluator, const char *text) {
    if (2 * (evaluator->n_compiled + 1) > evaluator->room) grow_table(evaluator);
    Compiled *compiled = find_compiled(evaluator, text);
    if (!compiled->text) {
        *compiled = (Compiled){text, xpath_compile(text, NULL, 0)};
        evaluator->n_compiled++;
    }
    return compiled->compiled;
}

xmlXPathObject *evaluate(Evaluator *evaluator, const char *xpath, xmlNode *node) {
    xmlXPathContext *context = evaluator->context;
    xmlXPathCompExpr *compiled = compiled_of(evaluator, xpath);
    if (!compiled) return evaluator->failed = true, NULL;
    xmlNode *outer = context->node;
    int size = context->contextSize, position = context->proximityPosition;
    const xmlChar *function = context->function, *uri = context->functionURI;
    if (evaluator->depth++ == 0) {
        context->opLimit = STEPS_MAX;
        context->opCount = 0;
    }
    context->node = node;
    context->contextSize = context->proximityPosition = 1;
    xmlXPathObject *result = xmlXPathCompiledEval(compiled, context);
    evaluator->depth--;
    context->node = outer;
    context->contextSize = size;
    context->proximityPosition = position;
    context->function = function;
    context->functionURI = uri;
    if (!result) evaluator->failed = true;
    return result;
}

bool evaluate_bool(Evaluator *evaluator, const char *xpath, xmlNode *node) {
    xmlXPathObject *result = evaluate(evaluator, xpath, node);
    bool value = result && xmlXPathCastToBoolean(result);
    xmlXPathFreeObject(result);
    return value;
}

void text_add_number(Text *out, double number) {
    if (isfinite(number) && floor(number) == number && fabs(number) < 1e18) text_printf(out, "%.0f", number);
    else if (isnan(number)) text_puts(out, "NaN");
    else text_printf(out, "%.10g", number);
}

const char *evaluator_keep(Evaluator *evaluator, Slice xpath) {
    return intern_string(evaluator->texts, intern_add(evaluator->texts, xpath));
}

void evaluate_text(Evaluator *evaluator, const char *xpath, xmlNode *node, Text *out) {
    xmlXPathObject *result = evaluate(evaluator, xpath, node);
    if (!result) return;
    if (result->type == XPATH_NUMBER) {
        text_add_number(out, result->floatval);
    } else {
        xmlChar *text = xmlXPathCastToString(result);
        text_puts(out, (const char *)text);
        xmlFree(text);
    }
    xmlXPathFreeObject(result);
}

xmlXPathObject *evaluate_inside(xmlXPathParserContext *parser, const char *xpath, xmlNode *node) {
    Evaluator *evaluator = evaluator_of(parser);
    return evaluate(evaluator, evaluator_keep(evaluator, slice_from(xpath)), node);
}

xmlXPathObject *evaluate_call(xmlXPathParserContext *parser, const char *xpath, xmlNode *node, xmlXPathObject **args,
                              int n) {
    Evaluator *evaluator = evaluator_of(parser);
    Frame outer = evaluator->frame;
    evaluator->frame = (Frame){args, n};
    xmlXPathObject *result = evaluator->depth < CALLS_MAX ? evaluate(evaluator, xpath, node) : NULL;
    if (!result) evaluator->failed = true;
    evaluator->frame = outer;
    for (int i = 0; i < n; i++) xmlXPathFreeObject(args[i]);
    return result;
}

static xmlXPathObject *argument(const Evaluator *evaluator, const char *number) {
    int index = atoi(number) - 1;
    bool there = index >= 0 && index < evaluator->frame.n;
    return there ? xmlXPathObjectCopy(evaluator->frame.args[index]) : xmlXPathNewCString("");
}

/* A variable that (through others) needs itself is a fault, not an endless loop. One that fails is not tried again in
 * this document: it stays marked. */
static xmlXPathObject *evaluate_variable(Evaluator *evaluator, uint32_t index) {
    if (evaluator->evaluating[index]) return NULL;
    bool undecided = evaluator->undecided;
    evaluator->evaluating[index] = true;
    xmlNode *root = xmlDocGetRootElement(evaluator->context->doc);
    evaluator->variables[index] = evaluate(evaluator, evaluator->definitions->variables.items[index].xpath, root);
    evaluator->evaluating[index] = !evaluator->variables[index];
    evaluator->undecided = undecided;
    return evaluator->variables[index];
}

static xmlXPathObject *lookup_variable(void *data, const xmlChar *name, const xmlChar *ns) {
    Evaluator *evaluator = data;
    if (ns) return NULL;
    if (strncmp((const char *)name, "arg", 3) == 0 && name[3] >= '0' && name[3] <= '9')
        return argument(evaluator, (const char *)name + 3);
    const Definition *items = evaluator->definitions->variables.items;
    uint32_t low = 0, high = evaluator->definitions->variables.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(items[middle].name, (const char *)name);
        if (order == 0) {
            xmlXPathObject *value =
                evaluator->variables[middle] ? evaluator->variables[middle] : evaluate_variable(evaluator, middle);
            if (value && value->type == XPATH_NUMBER && isnan(value->floatval)) evaluator->undecided = true;
            return value ? xmlXPathObjectCopy(value) : NULL;
        }
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

static xmlXPathFunction lookup_function(void *data, const xmlChar *name, const xmlChar *ns) {
    Evaluator *evaluator = data;
    if (ns) return NULL;
    const XPathFunction *function = function_find(slice_from((const char *)name));
    if (function) return function->call;
    return definitions_function(evaluator->definitions, (const char *)name) ? function_call_defined : NULL;
}
