/* Source: a text, its name and its lines.
 *
 * Whatever the encoding of the file, text is UTF-8 without BOM; all offsets in domlint count bytes of it. Lines and
 * columns are made from offsets only at the edge. A Source owns its memory; source_free() ends it.
 *
 * May include: base/. */
#ifndef DIAG_SOURCE_H
#define DIAG_SOURCE_H

#include "base/text.h"

/* No domain XML comes near; beyond it a file is not read. */
#define SOURCE_SIZE_MAX (64u << 20)

typedef struct {
    uint32_t start, end; /* bytes of Source.text, half-open; start == end is a place between two bytes */
} Span;

typedef enum { ENCODING_UTF8, ENCODING_UTF16LE, ENCODING_UTF16BE, ENCODING_LATIN1, ENCODING_OTHER } Encoding;

typedef struct {
    const char *name; /* as the user gave it, or --stdin-filename */
    const char *text; /* UTF-8, NUL-ended, no BOM */
    uint32_t size;
    uint32_t *lines; /* offset of the first byte of each line; LF, CR LF and lone CR end a line */
    uint32_t n_lines;
    Encoding encoding;      /* of the file */
    char encoding_name[32]; /* as iconv knows it, such as "ISO-8859-1" */
    bool bom;               /* the file began with one */
} Source;

typedef enum {
    SOURCE_OK,
    SOURCE_UNREADABLE, /* the system said no: errno text in message */
    SOURCE_TOO_LARGE,
    SOURCE_UNDECODABLE /* bytes that are not of the encoding the file declares */
} SourceError;

typedef struct {
    SourceError error;
    const char *message;    /* a static or strerror text */
    uint32_t offset;        /* SOURCE_UNDECODABLE: the first bad place of the text … */
    char encoding_name[32]; /* … and the encoding it was read as */
} SourceProblem;

/* Reads a file; "-" is standard input. name is what diagnostics call it (copied). NULL with *ret_problem filled
 * if it cannot be read, or is of an encoding nobody knows. Bytes that are not of its encoding are not refused here:
 * they are kept as U+FFFD (3 bytes) and ret_problem->error is SOURCE_UNDECODABLE with a Source given all the same. */
Source *source_read(const char *path, const char *name, SourceProblem *ret_problem);
/* The same from memory; bytes are copied. */
Source *source_from_bytes(const char *name, const char *bytes, size_t size, SourceProblem *ret_problem);
void source_free(Source *source); /* takes NULL */

/* text in the source's own encoding and with its BOM, for writing back. False if a character has no place in the
 * encoding. Adds to ret_bytes. */
bool source_encode(const Source *source, const char *text, size_t size, Text *ret_bytes);

typedef enum { COLUMN_BYTES, COLUMN_CODEPOINTS, COLUMN_UTF16 } ColumnUnit;
typedef struct {
    uint32_t line, column; /* both from 1 */
} Position;

/* offset may be source->size (the end). */
Position source_position(const Source *source, uint32_t offset, ColumnUnit unit);
/* The offset of a position; a line or column beyond the text is cut to its end. */
uint32_t source_offset(const Source *source, Position position, ColumnUnit unit);
/* The line (from 1) without its line end. */
Slice source_line(const Source *source, uint32_t line);
Slice source_slice(const Source *source, Span span);

#endif
