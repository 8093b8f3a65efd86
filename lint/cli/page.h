/* Page: text for people on a terminal: filled lines, lists of names with what they mean, colour where it is wanted.
 *
 * May include: base/. */
#ifndef CLI_PAGE_H
#define CLI_PAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef enum { TONE_PLAIN, TONE_STRONG, TONE_NAME, TONE_FAINT, TONE_BAD, TONE_WARNING, TONE_GOOD, TONE_LINK } Tone;

typedef struct {
    FILE *out;
    bool color;
    int width; /* columns of a line */
    int n;     /* pages begun */
} Page;

/* Columns of the terminal a file is; 0 if it is none. */
unsigned terminal_width(FILE *out);

/* The width is that of the terminal, within reason. */
void page_init(Page *page, FILE *out, bool color);
/* Between two pages stands an empty line. */
void page_begin(Page *page);
void page_put(const Page *page, Tone tone, const char *text);
/* "Examples" on a line of its own, with an empty line above. */
void page_heading(const Page *page, const char *text);
/* Words, filled into lines that begin at column indent; at is the column where the first one begins. Empty lines of the
 * text part paragraphs. */
void page_fill(const Page *page, int at, int indent, const char *text);
/* Lines as they are, indented. */
void page_lines(const Page *page, int indent, const char *text);
/* An entry of a list: the name at column indent, what it means filled at column indent + room; below the name if that
 * is too long. */
void page_entry(const Page *page, int indent, int room, Tone tone, const char *name, const char *text);

#endif
