/* Pool: one kind of work on many items by several threads, the results in the order of the items.
 *
 * Items are taken as they are needed and at most a few lie between the taker and the first unfinished one, so memory
 * does not grow with their number. Whoever finishes the item that is next in order hands the results on, so no thread
 * only waits.
 *
 * May include: base/. */
#ifndef CLI_POOL_H
#define CLI_POOL_H

#include <stdbool.h>

typedef struct {
    /* The next item, or NULL. Called by one thread at a time. */
    void *(*next)(void *context);
    /* Called by many threads at a time; worker < threads is the caller's number. */
    void (*work)(void *context, unsigned worker, void *item);
    /* Called by one thread at a time, in the order of next. */
    void (*done)(void *context, void *item);
} PoolTask;

/* Returns when all is done. Threads are started when there are items enough to be worth it; the calling thread is
 * worker 0. */
void pool_run(const PoolTask *task, void *context, unsigned threads);

#endif
