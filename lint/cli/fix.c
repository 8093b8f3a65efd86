#include "cli/fix.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/diff.h"
#include "cli/replace.h"
#include "cli/suppressions.h"

enum { ROUNDS_MAX = 10 };

typedef VEC(const Fix *) FixVec;

/* A round of mending: the fixes of one check, as far as they go together. */
typedef struct {
    Checker *checker;
    const Check *check;
    FixVec taken;
    Check *again; /* of the text after the taken ones; NULL while there is none */
    uint32_t applied;
} Round;

static bool adds_only(const Fix *fix) {
    for (uint32_t i = 0; i < fix->n; i++)
        if (fix->edits[i].span.start != fix->edits[i].span.end) return false;
    return true;
}

/* What is there is mended before anything is added: a misspelt attribute may be the missing one. */
static void wanted_fixes(const Check *check, bool unsafe, FixVec *ret_fixes) {
    for (int adding = 0; adding <= 1; adding++)
        for (uint32_t i = 0; i < check->diags.list.n; i++) {
            const Fix *fix = check->diags.list.items[i].fix;
            if (fix && (fix->safe || unsafe) && adds_only(fix) == adding) vec_push(ret_fixes, fix);
        }
}

/* Checks the mended text under the same name; the Source keeps the encoding of the file. */
static Check *check_again(Checker *checker, const Check *check, const Text *text) {
    Text bytes = {0};
    Check *again = NULL;
    if (source_encode(check->source, text_str(text), text->n, &bytes))
        again = check_text(checker, check->source->name, text_str(&bytes), bytes.n);
    text_done(&bytes);
    return again;
}

/* A fix that makes a document unreadable is a fault of its rule; the text before it stands. */
static bool usable(const Check *check, const Check *before) {
    return check && check->state == CHECK_DONE && (check->well_formed || !before->well_formed);
}

/* Takes n more fixes, if the document stays usable. */
static bool round_take(Round *round, const Fix *const *fixes, uint32_t n) {
    Text text = {0};
    uint32_t before = round->taken.n;
    for (uint32_t i = 0; i < n; i++) vec_push(&round->taken, fixes[i]);
    bool *taken = memory_alloc(round->taken.n * sizeof *taken);
    uint32_t applied = edits_apply(round->check->source, round->taken.items, round->taken.n, &text, taken);
    Check *again = applied ? check_again(round->checker, round->check, &text) : NULL;
    bool ok = usable(again, round->check);
    check_free(ok ? round->again : again);
    if (ok) round->again = again, round->applied = applied;
    else round->taken.n = before;
    free(taken);
    text_done(&text);
    return ok;
}

/* All of n fixes; where together they break the document (two give an element the same attribute), as many as go. */
static void round_take_most(Round *round, const Fix *const *fixes, uint32_t n) {
    if (n == 0 || round_take(round, fixes, n) || n == 1) return;
    round_take_most(round, fixes, n / 2);
    round_take_most(round, fixes + n / 2, n - n / 2);
}

/* The check after one round, or NULL if nothing is to be mended. */
static Check *mend_round(Checker *checker, const Check *check, bool unsafe, uint32_t *ret_applied) {
    Round round = {.checker = checker, .check = check};
    FixVec fixes = {0};
    wanted_fixes(check, unsafe, &fixes);
    round_take_most(&round, fixes.items, fixes.n);
    vec_done(&fixes);
    vec_done(&round.taken);
    *ret_applied = round.applied;
    return round.again;
}

/* git applies patches to bytes, so it is the files' bytes that are compared. */
static void make_patch(const char *path, const Text *before, const Text *after, FixResult *result) {
    FILE *out = open_memstream(&result->patch, &result->patch_size);
    if (!out) return;
    diff_write(out, path, (Slice){text_str(before), before->n}, (Slice){text_str(after), after->n});
    fclose(out);
}

static void write_result(const Options *options, const char *path, Slice before, const Source *after,
                         FixResult *result) {
    Text old = {0}, new = {0};
    if (!source_encode(after, after->text, after->size, &new) || !source_encode(after, before.p, before.n, &old))
        result->failed = "the mended text does not fit the file's encoding";
    else if (options->diff) make_patch(path, &old, &new, result);
    else if (!file_replace(path, text_str(&new), new.n)) result->failed = strerror(errno);
    if (result->failed) result->applied = 0;
    text_done(&old);
    text_done(&new);
}

FixResult fix_file(const Options *options, Checker *checker, const char *path, Check **check) {
    FixResult result = {0};
    char *before = memory_alloc((*check)->source->size + 1);
    size_t before_size = (*check)->source->size;
    memcpy(before, (*check)->source->text, before_size);
    for (int round = 0; round < ROUNDS_MAX; round++) {
        uint32_t applied;
        Check *again = mend_round(checker, *check, options->unsafe_fixes, &applied);
        if (!again) break;
        check_free(*check);
        *check = again;
        result.applied += applied;
    }
    if (result.applied) write_result(options, path, (Slice){before, before_size}, (*check)->source, &result);
    free(before);
    return result;
}

FixResult fix_add_suppressions(const Options *options, Checker *checker, const char *path, Check **check) {
    FixResult result = {0};
    Text text = {0};
    Slice before = {(*check)->source->text, (*check)->source->size};
    uint32_t added = suppressions_add((*check)->source, &(*check)->diags, options->suppress_reason, &text);
    Check *again = added ? check_again(checker, *check, &text) : NULL;
    text_done(&text);
    if (usable(again, *check)) {
        result.applied = added;
        write_result(options, path, before, again->source, &result);
        check_free(*check);
        *check = again;
    } else {
        check_free(again);
    }
    return result;
}
