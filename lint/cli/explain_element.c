/* An element or attribute for people: explain_element() of cli/explain.h. */
#include <string.h>

#include "cli/explain.h"

enum { ROOM_MOST = 22 };

static void add_release(Text *out, const char *word, uint32_t release) {
    text_printf(out, "%s %u.%u.%u", word, release / 1000000, release / 1000 % 1000, release % 1000);
}

/* "since libvirt 7.9.0, until 9.1.0"; nothing where it always was and is. */
static void add_range(Text *out, const Candidate *candidate) {
    if (candidate->since) add_release(out, "since libvirt", candidate->since);
    if (candidate->until) add_release(out, candidate->since ? ", until" : "until libvirt", candidate->until);
}

static const char *name_of(const Candidate *candidate) { return candidate->wildcard ? "(any name)" : candidate->name; }

/* "Required. What it means. Takes a number, 0 or more. [since libvirt 7.9.0]" */
static void add_meaning(Text *out, const Candidate *candidate, const char *format) {
    if (candidate->required) text_puts(out, "Required. ");
    if (candidate->doc) text_puts(out, candidate->doc);
    if (format) text_printf(out, " Takes %s.", format);
    if (candidate->since || candidate->until) {
        text_puts(out, " [");
        add_range(out, candidate);
        text_putc(out, ']');
    }
}

static int room_for(const Candidate *list, uint32_t n, size_t stride) {
    int room = 0;
    for (uint32_t i = 0; i < n; i++) {
        const Candidate *candidate = (const Candidate *)((const char *)list + i * stride);
        int width = (int)strlen(name_of(candidate)) + 2;
        if (width > room) room = width;
    }
    return room > ROOM_MOST ? ROOM_MOST : room;
}

static void put_entry(const Page *page, int indent, int room, Tone tone, const Candidate *candidate,
                      const char *format) {
    Text text = {0};
    add_meaning(&text, candidate, format);
    page_entry(page, indent, room, tone, name_of(candidate), text_str(&text));
    text_done(&text);
}

static void put_values(const Page *page, int indent, const ExplainedAttribute *attribute) {
    int room = room_for(attribute->values, attribute->n_values, sizeof *attribute->values);
    for (uint32_t i = 0; i < attribute->n_values; i++)
        put_entry(page, indent, room, TONE_GOOD, &attribute->values[i], NULL);
}

/* The path on a line, with the releases that know it. */
static void put_head(const Page *page, const Explanation *explanation) {
    Text range = {0};
    page_put(page, TONE_STRONG, explanation->path);
    add_range(&range, &explanation->self);
    if (range.n) fprintf(page->out, "  (%s)", text_str(&range));
    fputc('\n', page->out);
    text_done(&range);
}

static void put_text(const Page *page, const ExplainedAttribute *text) {
    Text line = {0};
    if (text->format) text_printf(&line, "Takes %s.", text->format);
    if (text->n_values) text_puts(&line, line.n ? " Or one of:" : "Takes one of:");
    if (line.n) page_fill(page, 0, 2, text_str(&line));
    put_values(page, 4, text);
    text_done(&line);
}

/* Where libvirt documents it: a whole link, or a page of its site. */
static void put_link(const Page *page, const char *ref) {
    Text link = {0};
    text_printf(&link, "%s%s", strstr(ref, "://") ? "" : "https://libvirt.org/", ref);
    fputs("  ", page->out);
    page_put(page, TONE_LINK, text_str(&link));
    fputc('\n', page->out);
    text_done(&link);
}

static void put_attributes(const Page *page, const Explanation *explanation) {
    int room = room_for(&explanation->attributes->self, explanation->n_attributes, sizeof *explanation->attributes);
    page_heading(page, "Attributes");
    for (uint32_t i = 0; i < explanation->n_attributes; i++) {
        const ExplainedAttribute *attribute = &explanation->attributes[i];
        put_entry(page, 2, room, TONE_NAME, &attribute->self, attribute->format);
        put_values(page, 2 + room, attribute);
    }
}

void explain_element(Page *page, const Explanation *explanation) {
    page_begin(page);
    put_head(page, explanation);
    if (explanation->self.doc) page_fill(page, 0, 2, explanation->self.doc);
    put_text(page, &explanation->text);
    if (explanation->self.ref) put_link(page, explanation->self.ref);
    if (explanation->n_attributes) put_attributes(page, explanation);
    if (explanation->n_children) page_heading(page, "Elements");
    int room = room_for(explanation->children, explanation->n_children, sizeof *explanation->children);
    for (uint32_t i = 0; i < explanation->n_children; i++)
        put_entry(page, 2, room, TONE_NAME, &explanation->children[i], NULL);
}
