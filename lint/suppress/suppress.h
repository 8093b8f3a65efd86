/* Suppressions: what the author of a document does not want to hear.
 *
 * In comments (CODES are ids, groups or id prefixes, separated by commas; a reason may follow a colon):
 *     <!-- domlint disable-next CODES: reason -->   the next element with all it holds
 *     <!-- domlint disable CODES: reason -->        from here to …
 *     <!-- domlint enable CODES -->                 … here, or to the end of the element around it
 *     <!-- domlint disable-file CODES: reason -->   the whole file; before the root element or directly inside it
 * or, where libvirt drops comments, in <metadata>:
 *     <l:lint xmlns:l="urn:domlint:suppress"><l:ignore rule="CODES" xpath="devices/disk[2]" reason="…"/></l:lint>
 * with an XPath relative to the root element of the document (absent: the whole document).
 *
 * CODES must name something: "all" only counts where the configuration allows it (allow-blanket).
 *
 * Diagnostics about the text not being XML can't be suppressed: there is no document then.
 *
 * May include: base/, diag/, xml/, libxml. */
#ifndef SUPPRESS_SUPPRESS_H
#define SUPPRESS_SUPPRESS_H

#include "xml/document.h"

/* Drops what is suppressed from diags and reports on the suppressions themselves: malformed ones, unknown codes, those
 * that suppress nothing, ranges never closed. */
void suppress_apply(const Document *document, bool allow_blanket, Diags *diags);

#endif
