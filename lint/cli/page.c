#include "cli/page.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"

enum { WIDTH_LEAST = 60, WIDTH_MOST = 110, WIDTH_UNKNOWN = 100 };

unsigned terminal_width(FILE *out) {
    struct winsize size;
    return isatty(fileno(out)) && ioctl(fileno(out), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static int width_of(FILE *out) {
    int width = (int)terminal_width(out);
    if (!width) return WIDTH_UNKNOWN;
    return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width;
}

void page_init(Page *page, FILE *out, bool color) { *page = (Page){out, color, width_of(out), 0}; }

void page_begin(Page *page) {
    if (page->n++) fputc('\n', page->out);
}

void page_put(const Page *page, Tone tone, const char *text) {
    static const char *const codes[] = {"", "1", "1;36", "2", "1;31", "1;33", "32", "34"};
    bool colored = page->color && tone != TONE_PLAIN && *text;
    if (colored) fprintf(page->out, "\033[%sm", codes[tone]);
    fputs(text, page->out);
    if (colored) fputs("\033[0m", page->out);
}

void page_heading(const Page *page, const char *text) {
    fputc('\n', page->out);
    page_put(page, TONE_STRONG, text);
    fputc('\n', page->out);
}

static void move_to(const Page *page, int *at, int column) {
    for (; *at < column; ++*at) fputc(' ', page->out);
}

void page_fill(const Page *page, int at, int indent, const char *text) {
    bool first = true;
    move_to(page, &at, indent);
    while (*text) {
        size_t blanks = strspn(text, " \t\n"), n = strcspn(text + blanks, " \t\n");
        const char *word = text + blanks, *line = memchr(text, '\n', blanks);
        bool paragraph = line && memchr(line + 1, '\n', (size_t)(word - line) - 1) && !first && n;
        int width = (int)utf8_width(word, n);
        text = word + n;
        if (!n) break;
        if (paragraph || (!first && at + 1 + width > page->width)) {
            fputs(paragraph ? "\n\n" : "\n", page->out);
            at = 0;
            move_to(page, &at, indent);
            first = true;
        }
        if (!first) fputc(' ', page->out), at++;
        fwrite(word, 1, n, page->out);
        at += width;
        first = false;
    }
    fputc('\n', page->out);
}

void page_lines(const Page *page, int indent, const char *text) {
    while (*text) {
        size_t n = strcspn(text, "\n");
        if (n) fprintf(page->out, "%*s%.*s", indent, "", (int)n, text);
        fputc('\n', page->out);
        text += n + (text[n] == '\n');
    }
}

void page_entry(const Page *page, int indent, int room, Tone tone, const char *name, const char *text) {
    int at = indent + (int)utf8_width(name, strlen(name));
    fprintf(page->out, "%*s", indent, "");
    page_put(page, tone, name);
    if (at + 2 > indent + room && *text) fputc('\n', page->out), at = 0;
    if (*text) page_fill(page, at, indent + room, text);
    else fputc('\n', page->out);
}
