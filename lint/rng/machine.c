/* The Machine of rng/deriv.h: its life, and the transformations that read no input. */
#include <string.h>

#include "rng/deriv.h"

enum {
    /* beyond these a Machine is renewed between two elements */
    PATTERNS_ENOUGH = 100000,
    POOL_ENOUGH = 600000,
    MEMO_ENOUGH = 190000,
    TEXT_BYTES_ENOUGH = 2 << 20,
    TEXTS_ENOUGH = 60000,
    /* and beyond these a single step of a hostile grammar ends */
    PATTERNS_MAX = 1000000,
    POOL_MAX = 8000000
};

static void learn_nothing(Machine *machine) {
    memo_init(&machine->memo);
    texts_init(&machine->texts);
    pairs_init(&machine->attrs);
}

static void forget(Machine *machine) {
    memo_done(&machine->memo);
    texts_done(&machine->texts);
    pairs_done(&machine->attrs);
}

static void store_begin(Machine *machine) {
    store_init_from(&machine->store, machine->schema);
    machine->store.limit = PATTERNS_MAX;
    machine->store.pool_limit = POOL_MAX;
}

void machine_init(Machine *machine, const Schema *schema, uint32_t target) {
    *machine = (Machine){.schema = schema, .target = target, .matcher = matcher_new(schema)};
    store_begin(machine);
    learn_nothing(machine);
}

void machine_done(Machine *machine) {
    store_done(&machine->store);
    matcher_free(machine->matcher);
    vec_done(&machine->stamps);
    forget(machine);
}

bool machine_is_full(const Machine *machine) {
    return machine->memo.n > MEMO_ENOUGH || machine->texts.n_bytes > TEXT_BYTES_ENOUGH ||
           machine->texts.starts.n > TEXTS_ENOUGH ||
           machine->store.patterns.n > PATTERNS_ENOUGH + machine->schema->n_patterns ||
           machine->store.pool.n > POOL_ENOUGH + machine->schema->n_pool;
}

size_t machine_memory(const Machine *machine) {
    return store_memory(&machine->store) + machine->memo.size * sizeof(MemoEntry) + machine->texts.room +
           (machine->texts.starts.room * 2 + machine->texts.size + machine->attrs.size) * sizeof(uint32_t) +
           machine->attrs.pairs.room * sizeof(Pair);
}

/* ---- rebuilding ---- */

/* Makes a pattern again, in another store or without its guards. */
typedef struct {
    const PatternStore *from;
    PatternStore *to;
    const Machine *machine; /* guards are resolved for its target */
    PatternId *done;        /* new number + 1; 0: not yet */
    PatternId same;         /* patterns below are the same in both */
} Rebuild;

static PatternId rebuild(Rebuild *work, PatternId id);

static PatternId rebuild_members(Rebuild *work, const Pattern *p) {
    IdList list;
    ids_init(&list);
    for (uint32_t i = 0; i < p->b; i++) ids_push(&list, rebuild(work, work->from->pool.items[p->a + i]));
    PatternId whole = p->kind == P_CHOICE ? pattern_choice_of(work->to, list.items, list.n)
                                          : pattern_interleave_of(work->to, list.items, list.n);
    ids_done(&list);
    return whole;
}

static PatternId rebuild_guard(Rebuild *work, const Pattern *p) {
    const Guard *guard = &work->machine->schema->guards[p->b];
    uint32_t target = work->machine->target;
    bool holds = target >= guard->since && (!guard->until || target < guard->until);
    return holds ? rebuild(work, p->a) : NOT_ALLOWED;
}

static PatternId rebuild_afresh(Rebuild *work, PatternId id) {
    Pattern p = *pattern_get(work->from, id);
    switch ((PatternKind)p.kind) {
    case P_CHOICE:
    case P_INTERLEAVE: return rebuild_members(work, &p);
    case P_GROUP: return pattern_group(work->to, rebuild(work, p.a), rebuild(work, p.b));
    case P_AFTER: return pattern_after(work->to, rebuild(work, p.a), rebuild(work, p.b));
    case P_ONE_OR_MORE: return pattern_one_or_more(work->to, rebuild(work, p.a));
    case P_LIST: return pattern_list(work->to, rebuild(work, p.a));
    case P_DATA: return pattern_data(work->to, p.a, rebuild(work, p.b));
    case P_GUARD: return rebuild_guard(work, &p);
    case P_VALUE: return pattern_value(work->to, p.a);
    case P_ATTRIBUTE: return pattern_attribute(work->to, p.a);
    case P_ELEMENT: return pattern_element(work->to, p.a);
    case P_SLOT: return pattern_slot(work->to, p.a);
    default: return id;
    }
}

static PatternId rebuild(Rebuild *work, PatternId id) {
    if (id < work->same) return id;
    if (!work->done) return rebuild_afresh(work, id);
    if (!work->done[id]) work->done[id] = rebuild_afresh(work, id) + 1;
    return work->done[id] - 1;
}

void machine_renew(Machine *machine, PatternId *const *roots, uint32_t n) {
    PatternStore old = machine->store;
    store_begin(machine);
    forget(machine);
    learn_nothing(machine);
    Rebuild work = {&old, &machine->store, machine, NULL, machine->schema->n_patterns};
    work.done = memory_alloc(old.patterns.n * sizeof *work.done);
    memset(work.done, 0, old.patterns.n * sizeof *work.done);
    for (uint32_t i = 0; i < n; i++) *roots[i] = rebuild(&work, *roots[i]);
    free(work.done);
    store_done(&old);
}

PatternId machine_resolve(Machine *machine, PatternId id) {
    if (!(pattern_get(&machine->store, id)->flags & PATTERN_GUARDED)) return id;
    uint64_t key = memo_key(OP_RESOLVE, id, 0);
    const MemoEntry *known = memo_get(&machine->memo, key);
    if (known) return known->result;
    Rebuild work = {&machine->store, &machine->store, machine, NULL, 0};
    uint32_t n = machine->store.patterns.n;
    work.done = memory_alloc(n * sizeof *work.done);
    memset(work.done, 0, n * sizeof *work.done);
    PatternId whole = rebuild(&work, id);
    free(work.done);
    memo_put(&machine->memo, key, whole, 0);
    return whole;
}

void machine_begin_walk(Machine *machine) {
    while (machine->stamps.n < machine->store.patterns.n) vec_push(&machine->stamps, 0);
    if (++machine->walk != 0) return;
    for (uint32_t i = 0; i < machine->stamps.n; i++) machine->stamps.items[i] = 0;
    machine->walk = 1;
}

bool machine_first_visit(Machine *machine, PatternId pattern) {
    bool first = machine->stamps.items[pattern] != machine->walk;
    machine->stamps.items[pattern] = machine->walk;
    return first;
}

PatternId machine_start(Machine *machine) { return machine_resolve(machine, machine->schema->start); }

/* ---- the end of a start tag ---- */

/* Attributes become instead: NOT_ALLOWED at the end of the tag, EMPTY to pass over those that are missing. */
static PatternId without_attributes(Machine *machine, PatternId id, Op op, PatternId instead) {
    Pattern p = *pattern_get(&machine->store, id);
    if (!(p.flags & PATTERN_ATTRIBUTES)) return id;
    if (p.kind == P_ATTRIBUTE) return instead;
    uint64_t key = memo_key(op, id, 0);
    const MemoEntry *known = memo_get(&machine->memo, key);
    if (known) return known->result;
    PatternId whole = NOT_ALLOWED;
    PatternStore *store = &machine->store;
    if (p.kind == P_CHOICE || p.kind == P_INTERLEAVE) {
        IdList list;
        ids_init(&list);
        for (uint32_t i = 0; i < p.b; i++)
            ids_push(&list, without_attributes(machine, store->pool.items[p.a + i], op, instead));
        whole = p.kind == P_CHOICE ? pattern_choice_of(store, list.items, list.n)
                                   : pattern_interleave_of(store, list.items, list.n);
        ids_done(&list);
    } else {
        PatternId a = without_attributes(machine, p.a, op, instead);
        if (p.kind == P_ONE_OR_MORE) whole = pattern_one_or_more(store, a);
        else if (p.kind == P_AFTER) whole = pattern_after(store, a, p.b);
        else whole = pattern_group(store, a, without_attributes(machine, p.b, op, instead));
    }
    memo_put(&machine->memo, key, whole, 0);
    return whole;
}

PatternId derive_close(Machine *machine, PatternId pattern) {
    return without_attributes(machine, pattern, OP_CLOSE, NOT_ALLOWED);
}

PatternId recover_close(Machine *machine, PatternId pattern) {
    return without_attributes(machine, pattern, OP_RECOVER_CLOSE, EMPTY);
}

/* ---- into an element and out again ---- */

PatternId machine_child(Machine *machine, PatternId opened) {
    Pattern p = *pattern_get(&machine->store, opened);
    if (p.kind == P_AFTER) return p.a;
    if (p.kind != P_CHOICE) return NOT_ALLOWED;
    uint64_t key = memo_key(OP_CHILD, opened, 0);
    const MemoEntry *known = memo_get(&machine->memo, key);
    if (known) return known->result;
    IdList list;
    ids_init(&list);
    for (uint32_t i = 0; i < p.b; i++) {
        PatternId content = pattern_get(&machine->store, machine->store.pool.items[p.a + i])->a;
        ids_push(&list, pattern_after(&machine->store, content, pattern_slot(&machine->store, i)));
    }
    PatternId child = pattern_choice_of(&machine->store, list.items, list.n);
    ids_done(&list);
    memo_put(&machine->memo, key, child, 0);
    return child;
}

/* Adds the rests of the slots in rest (a slot or a choice of slots). */
static void add_rests(const PatternStore *store, const Pattern *opened, PatternId rest, IdList *list) {
    const Pattern *p = pattern_get(store, rest);
    if (p->kind == P_SLOT) ids_push(list, pattern_get(store, store->pool.items[opened->a + p->a])->b);
    else if (p->kind == P_CHOICE)
        for (uint32_t i = 0; i < p->b; i++) add_rests(store, opened, store->pool.items[p->a + i], list);
}

static PatternId collect_rests(Machine *machine, PatternId opened, PatternId end, bool forgiving) {
    PatternStore *store = &machine->store;
    Pattern open = *pattern_get(store, opened), p = *pattern_get(store, end);
    IdList list;
    ids_init(&list);
    for (uint32_t i = 0; i < (p.kind == P_CHOICE ? p.b : 1); i++) {
        const Pattern *branch = pattern_get(store, p.kind == P_CHOICE ? store->pool.items[p.a + i] : end);
        if (branch->kind == P_AFTER && (forgiving || pattern_nullable(store, branch->a)))
            add_rests(store, &open, branch->b, &list);
    }
    for (uint32_t i = 0; forgiving && list.n == 0 && i < open.b; i++)
        ids_push(&list, pattern_get(store, store->pool.items[open.a + i])->b);
    PatternId next = pattern_choice_of(store, list.items, list.n);
    ids_done(&list);
    return next;
}

static PatternId go_on(Machine *machine, PatternId opened, PatternId end, Op op) {
    Pattern p = *pattern_get(&machine->store, opened);
    bool forgiving = op == OP_RECOVER_NEXT;
    if (p.kind == P_AFTER) return forgiving || pattern_nullable(&machine->store, end) ? p.b : NOT_ALLOWED;
    if (p.kind != P_CHOICE) return NOT_ALLOWED;
    uint64_t key = memo_key(op, opened, end);
    const MemoEntry *known = memo_get(&machine->memo, key);
    if (known) return known->result;
    PatternId next = collect_rests(machine, opened, end, forgiving);
    memo_put(&machine->memo, key, next, 0);
    return next;
}

PatternId machine_next(Machine *machine, PatternId opened, PatternId end) {
    return go_on(machine, opened, end, OP_NEXT);
}

PatternId recover_next(Machine *machine, PatternId opened, PatternId end) {
    return go_on(machine, opened, end, OP_RECOVER_NEXT);
}

bool machine_may_end(const Machine *machine, PatternId state) {
    const PatternStore *store = &machine->store;
    const Pattern *p = pattern_get(store, state);
    if (p->kind == P_AFTER) return pattern_nullable(store, p->a);
    if (p->flags & PATTERN_NULLABLE) return true;
    for (uint32_t i = 0; p->kind == P_CHOICE && i < p->b; i++)
        if (machine_may_end(machine, store->pool.items[p->a + i])) return true;
    return false;
}
