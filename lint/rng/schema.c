#include "rng/schema.h"

#include <string.h>

#include "base/hash.h"

uint32_t schema_namespace(const Schema *schema, const char *ns) {
    if (!ns) return 0;
    for (uint32_t i = 0; i < schema->n_namespaces; i++)
        if (strcmp(schema_string(schema, schema->namespaces[i]), ns) == 0) return i;
    return schema->n_namespaces;
}

uint32_t schema_name(const Schema *schema, const char *ns, const char *local) {
    uint32_t space = schema_namespace(schema, ns);
    if (space == schema->n_namespaces) return schema->n_names + space;
    uint32_t mask = schema->name_table_size - 1;
    for (uint32_t i = hash_bytes(space, local, (uint32_t)strlen(local));; i++) {
        uint32_t name = schema->name_table[i & mask];
        if (name == UINT32_MAX) return schema->n_names + space;
        if (schema->names[name].ns == space && strcmp(schema_string(schema, schema->names[name].local), local) == 0)
            return name;
    }
}

static uint32_t name_space(const Schema *schema, uint32_t name) {
    return name < schema->n_names ? schema->names[name].ns : name - schema->n_names;
}

bool class_contains(const Schema *schema, uint32_t name_class, uint32_t name) {
    for (;;) {
        const NameClass *class = &schema->classes[name_class];
        switch ((ClassKind) class->kind) {
        case CLASS_NAME: return class->a == name;
        case CLASS_NS:
            if (class->a != name_space(schema, name)) return false;
            return class->b == CLASS_NONE || !class_contains(schema, class->b, name);
        case CLASS_ANY: return class->b == CLASS_NONE || !class_contains(schema, class->b, name);
        case CLASS_CHOICE:
            if (class_contains(schema, class->a, name)) return true;
            name_class = class->b;
            break;
        }
    }
}

const char *class_first_name(const Schema *schema, uint32_t name_class, uint32_t *ret_name) {
    const NameClass *class = &schema->classes[name_class];
    if (class->kind == CLASS_NAME) {
        if (ret_name) *ret_name = class->a;
        return schema_string(schema, schema->names[class->a].local);
    }
    if (class->kind != CLASS_CHOICE) return NULL;
    const char *first = class_first_name(schema, class->a, ret_name);
    return first ? first : class_first_name(schema, class->b, ret_name);
}
