/* Encodings: the bytes of a file to UTF-8 and back.
 *
 * What the file is written in follows XML 1.0 appendix F: a BOM, else the shape of the first four bytes, else the
 * encoding the XML declaration names, else UTF-8.
 *
 * May include: base/, diag/source.h. Only source.c calls it. */
#ifndef DIAG_ENCODING_H
#define DIAG_ENCODING_H

#include "diag/source.h"

/* Fills encoding, encoding_name and bom of the source. */
void encoding_detect(Source *source, const char *bytes, size_t size);
/* Adds the text to ret_text without BOM. False (with the problem) if the encoding is not known here; bytes that are not
 * of the encoding give true with U+FFFD for each and the problem set. */
bool encoding_decode(const Source *source, const char *bytes, size_t size, Text *ret_text, SourceProblem *ret_problem);

#endif
