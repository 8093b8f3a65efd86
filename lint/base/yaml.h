/* YAML: libyaml's events as a tree of values with their places.
 *
 * The subset that configuration and rules need: mappings with scalar keys, sequences, scalars. No tags, no
 * aliases (so none can be expanded without end), no more than YAML_DEPTH_MAX levels, one document a file.
 * The tree lives in the arena it was loaded into.
 *
 * May include: base/. Only yaml.c includes <yaml.h>. */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include "base/text.h"

#define YAML_DEPTH_MAX 32

typedef enum { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING } YamlKind;

typedef struct YamlNode YamlNode;
typedef struct {
    YamlNode *key; /* a scalar */
    YamlNode *value;
} YamlPair;

struct YamlNode {
    YamlKind kind;
    uint32_t start, end; /* bytes of the text given to yaml_load(), half-open */
    bool quoted;         /* a scalar written with quotes or as a block */
    const char *text;    /* scalar: its text, NUL-ended; else NULL */
    size_t size;         /* scalar: bytes of text */
    YamlNode **items;    /* sequence */
    YamlPair *pairs;     /* mapping, in the order written */
    uint32_t n;          /* items or pairs */
};

typedef struct {
    uint32_t start, end; /* where */
    const char *message; /* in the arena */
} YamlError;

/* The root of the (only) document, or NULL with *ret_error filled. An empty text is an error. */
YamlNode *yaml_load(Arena *arena, const char *text, size_t size, YamlError *ret_error);
/* The value of a key in a mapping, or NULL. Takes NULL and other kinds. */
YamlNode *yaml_get(const YamlNode *mapping, const char *key);
/* The text of a scalar under a key, or NULL. */
const char *yaml_text(const YamlNode *mapping, const char *key);
/* true, false, yes, no, on, off in lower case, unquoted; false if it is no boolean. */
bool yaml_bool(const YamlNode *scalar, bool *ret_value);

#endif
