/* A rule for people: explain_rule() of cli/explain.h. */
#include "cli/explain.h"

#include <string.h>

static void put_example(const Page *page, Tone tone, const char *what, const char *text) {
    if (!text || !*text) return;
    fputs("  ", page->out);
    page_put(page, tone, what);
    fputc('\n', page->out);
    page_lines(page, 4, text);
}

static Tone tone_of(Severity severity) {
    return severity == SEVERITY_ERROR ? TONE_BAD : severity == SEVERITY_WARNING ? TONE_WARNING : TONE_NAME;
}

void explain_rule(Page *page, const DiagKind *kind) {
    page_begin(page);
    page_put(page, tone_of(kind->severity), severity_name(kind->severity));
    fputs(" ", page->out);
    page_put(page, TONE_STRONG, kind->id);
    fprintf(page->out, " (%s)\n", kind->group);
    page_fill(page, 0, 2, kind->title);
    page_heading(page, "Why");
    page_fill(page, 0, 2, kind->why);
    if (kind->since) fprintf(page->out, "  libvirt checks it since %s.\n", kind->since);
    if (kind->bad || kind->good) page_heading(page, "Examples");
    put_example(page, TONE_FAINT, "what is to be updated:", kind->old);
    put_example(page, TONE_BAD, "bad:", kind->bad);
    put_example(page, TONE_GOOD, "good:", kind->good);
    if (kind->links && *kind->links) page_heading(page, "Links");
    for (const char *const *link = kind->links; link && *link; link++) {
        fputs("  ", page->out);
        page_put(page, TONE_LINK, *link);
        fputc('\n', page->out);
    }
}
