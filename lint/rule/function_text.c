/* XPath functions on texts and tables. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rule/functions.h"

static uint32_t pattern_of(Call *call) {
    const uint32_t *kept = call_kept(call);
    if (kept) return *kept;
    uint32_t pattern = known_pattern(call, argument_text(call, 1, ""));
    call_keep(call, arena_copy(call_arena(call), &pattern, sizeof pattern));
    return pattern;
}

/* libxml2's regular expressions backtrack only within bounds of their own automaton: XSD's have no back-references. */
void call_matches(Call *call) {
    const char *text = argument_text(call, 0, "");
    return_bool(call, known_matches(call, pattern_of(call), text));
}

typedef struct {
    uint32_t n;
    Slice items[];
} Words;

/* The next word of a list; empty behind the last one. */
static Slice next_word(const char **list) {
    *list += strspn(*list, " \n");
    Slice word = {*list, strcspn(*list, " \n")};
    *list += word.n;
    return word;
}

static const Words *split_words(Arena *arena, const char *list) {
    uint32_t n = 0;
    for (const char *p = list; next_word(&p).n;) n++;
    Words *words = arena_alloc(arena, sizeof *words + n * sizeof *words->items);
    while (words->n < n) words->items[words->n++] = next_word(&list);
    return words;
}

static const Words *words_of(Call *call) {
    if (call_kept(call)) return call_kept(call);
    const Words *words = split_words(call_arena(call), argument_text(call, 1, ""));
    call_keep(call, words);
    return words;
}

void call_one_of(Call *call) {
    const Words *words = words_of(call);
    Slice text = slice_from(argument_text(call, 0, ""));
    bool found = false;
    for (uint32_t i = 0; i < words->n && !found; i++) found = slice_equal(words->items[i], text);
    return_bool(call, found);
}

void call_default(Call *call) {
    const char *text = "";
    for (int i = 0; i < call->n && !*text; i++) text = argument_text(call, i, "");
    return_text(call, text);
}

/* Only the chosen one is evaluated: what the other one lacks decides nothing. */
void call_if(Call *call) { call->result = argument(call, argument_bool(call, 0) ? 1 : 2); }

static void call_each(Call *call, int (*change)(int)) {
    char *text = arena_strdup(evaluator_arena(call->evaluator), argument_text(call, 0, ""));
    for (char *p = text; *p; p++)
        if (!((unsigned char)*p & 0x80)) *p = (char)change(*p);
    return_text(call, text);
}

void call_lower(Call *call) { call_each(call, tolower); }
void call_upper(Call *call) { call_each(call, toupper); }

void call_trim(Call *call) {
    Slice trimmed = slice_trim(slice_from(argument_text(call, 0, "")));
    return_text(call, arena_text(evaluator_arena(call->evaluator), trimmed.p, trimmed.n));
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool text_is_padded(const char *text) { return *text && (is_blank(*text) || is_blank(text[strlen(text) - 1])); }

void call_padded(Call *call) { return_bool(call, text_is_padded(argument_text(call, 0, ""))); }

void call_ends_with(Call *call) {
    const char *text = argument_text(call, 0, ""), *end = argument_text(call, 1, "");
    size_t size = strlen(text), tail = strlen(end);
    return_bool(call, size >= tail && strcmp(text + size - tail, end) == 0);
}

void call_bytes(Call *call) { return_number(call, (double)strlen(argument_text(call, 0, ""))); }

/* The text in front of a mark (all of it without the mark), or behind it (nothing without it). */
static void call_part(Call *call, bool before) {
    const char *text = argument_text(call, 0, ""), *mark = argument_text(call, 1, "");
    const char *found = strstr(text, mark);
    if (!found) return_text(call, before ? text : "");
    else if (!before) return_text(call, found + strlen(mark));
    else return_text(call, arena_text(evaluator_arena(call->evaluator), text, (size_t)(found - text)));
}

void call_before(Call *call) { call_part(call, true); }
void call_after(Call *call) { call_part(call, false); }

void call_replace(Call *call) {
    const char *text = argument_text(call, 0, ""), *old = argument_text(call, 1, ""), *new = argument_text(call, 2, "");
    Text out = {0};
    const char *p = text;
    for (const char *found; *old && (found = strstr(p, old)); p = found + strlen(old)) {
        text_add(&out, p, (size_t)(found - p));
        text_puts(&out, new);
    }
    text_puts(&out, p);
    return_copy(call, text_str(&out));
    text_done(&out);
}

static const Table *table_of(Call *call) {
    if (call_kept(call)) return call_kept(call);
    Table *table = arena_alloc(call_arena(call), sizeof *table);
    *table = definitions_table(known_definitions(call), argument_text(call, 1, ""));
    call_keep(call, table);
    return table;
}

static const char *lookup(Call *call) { return table_lookup(table_of(call), argument_text(call, 0, "")); }

void call_map(Call *call) {
    const char *value = lookup(call);
    return_text(call, value ? value : argument_text(call, 2, ""));
}

void call_has(Call *call) { return_bool(call, lookup(call) != NULL); }

/* Dotted numbers compared part by part; what is no number counts 0. */
static int compare_versions(const char *a, const char *b) {
    while (*a || *b) {
        char *a_end, *b_end;
        unsigned long left = strtoul(a, &a_end, 10), right = strtoul(b, &b_end, 10);
        if (left != right) return left < right ? -1 : 1;
        if (a_end == a && b_end == b) return 0;
        a = *a_end == '.' ? a_end + 1 : a_end;
        b = *b_end == '.' ? b_end + 1 : b_end;
        if ((*a && (*a < '0' || *a > '9')) || (*b && (*b < '0' || *b > '9'))) return 0;
    }
    return 0;
}

void call_version_at_least(Call *call) {
    const char *version = argument_text(call, 0, ""), *least = argument_text(call, 1, "");
    return_bool(call, *version && compare_versions(version, least) >= 0);
}
