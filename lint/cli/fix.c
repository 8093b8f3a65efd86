#include "cli/fix.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/diff.h"
#include "cli/replace.h"
#include "cli/suppressions.h"

enum { ROUNDS_MAX = 10 };

/* One round: the text after all fixes that apply. Gives their number. */
static uint32_t apply_round(const Check *check, bool unsafe, Text *ret_text) {
    uint32_t n = 0;
    const Fix **fixes = memory_alloc(check->diags.list.n * sizeof *fixes);
    for (uint32_t i = 0; i < check->diags.list.n; i++) {
        const Fix *fix = check->diags.list.items[i].fix;
        if (fix && (fix->safe || unsafe)) fixes[n++] = fix;
    }
    bool *applied = memory_alloc(n * sizeof *applied);
    uint32_t count = n ? edits_apply(check->source, fixes, n, ret_text, applied) : 0;
    free(applied);
    free(fixes);
    return count;
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
        Text text = {0};
        uint32_t applied = apply_round(*check, options->unsafe_fixes, &text);
        Check *again = applied ? check_again(checker, *check, &text) : NULL;
        text_done(&text);
        if (!usable(again, *check)) {
            check_free(again);
            break;
        }
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
