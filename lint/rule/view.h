/* Views: a document as rules see it, with the domain at its root.
 *
 * A domain inside another document is lifted out for the time of the check, and a device alone is set into an otherwise
 * empty domain; view_leave() puts all back.
 *
 * May include: rule/ruleset.h, libxml. */
#ifndef RULE_VIEW_H
#define RULE_VIEW_H

#include "rule/ruleset.h"

typedef struct {
    xmlDoc *doc;                   /* what XPath sees */
    xmlNode *node;                 /* the domain or device lifted out, or NULL */
    xmlNode *parent, *prev, *next; /* where it was */
    bool device;                   /* a device alone */
} View;

/* The nodes to check, one view each: the root of a domain or device, the domains of an envelope. */
typedef VEC(xmlNode *) NodeVec;
void view_nodes(const RuleSet *rules, const Document *document, RootKind kind, NodeVec *ret_nodes);
void view_enter(View *view, const RuleSet *rules, const Document *document, xmlNode *node, RootKind kind);
void view_leave(View *view);

#endif
