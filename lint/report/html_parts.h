/* The style sheet and the script of the HTML page.
 *
 * May include: nothing of domlint. */
#ifndef REPORT_HTML_PARTS_H
#define REPORT_HTML_PARTS_H

extern const char html_style[];
/* Only the filters need it. */
extern const char html_script[];

#endif
