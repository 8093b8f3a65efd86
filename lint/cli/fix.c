#include "cli/fix.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/diff.h"
#include "cli/replace.h"

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
static bool usable(const Check *check) { return check && check->state == CHECK_DONE; }

static bool write_result(const Options *options, const char *path, Slice before, const Source *after,
                         FixResult *result) {
    if (options->diff) {
        diff_write(stdout, path, before, (Slice){after->text, after->size});
        return true;
    }
    Text bytes = {0};
    bool ok = source_encode(after, after->text, after->size, &bytes) && file_replace(path, text_str(&bytes), bytes.n);
    if (!ok) *result = (FixResult){.failed = true, .errno_text = strerror(errno)};
    text_done(&bytes);
    return ok;
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
        if (!usable(again)) {
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
