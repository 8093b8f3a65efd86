#include "cli/pool.h"

#include <pthread.h>

#include "base/arena.h"
#include "base/vec.h"

/* One thread more for each ITEMS_PER_THREAD items taken; WINDOW results a thread may wait for an earlier one. */
enum { ITEMS_PER_THREAD = 8, WINDOW = 16 };

typedef struct {
    void *item;
    bool finished;
} Ticket;

typedef struct {
    const PoolTask *task;
    void *context;
    unsigned threads;
    pthread_mutex_t taking, state; /* taking is held while the next item is fetched, state for the fields below */
    pthread_cond_t moved;          /* handed grew */
    Ticket *tickets;               /* a ring */
    unsigned n_tickets;
    unsigned long taken, handed; /* items taken; items whose results were handed on */
    bool handing;                /* a thread is at it */
    unsigned started;            /* threads, the caller counted */
    pthread_t *handles;
} Pool;

typedef struct {
    Pool *pool;
    unsigned number;
} Worker;

static void *worker_main(void *argument);

/* With state held. A thread that can't be had is done without. */
static void start_thread(Pool *pool) {
    if (pool->started == pool->threads || pool->taken < (unsigned long)pool->started * ITEMS_PER_THREAD) return;
    Worker *worker = memory_alloc(sizeof *worker);
    *worker = (Worker){pool, pool->started};
    if (pthread_create(&pool->handles[pool->started], NULL, worker_main, worker) == 0) {
        pool->started++;
    } else {
        free(worker);
        pool->threads = pool->started;
    }
}

/* The next item with its ticket; NULL at the end. */
static Ticket *take(Pool *pool) {
    Ticket *ticket = NULL;
    pthread_mutex_lock(&pool->taking);
    pthread_mutex_lock(&pool->state);
    while (pool->taken - pool->handed >= pool->n_tickets) pthread_cond_wait(&pool->moved, &pool->state);
    pthread_mutex_unlock(&pool->state);
    void *item = pool->task->next(pool->context);
    if (item) {
        pthread_mutex_lock(&pool->state);
        ticket = &pool->tickets[pool->taken++ % pool->n_tickets];
        *ticket = (Ticket){.item = item};
        start_thread(pool);
        pthread_mutex_unlock(&pool->state);
    }
    pthread_mutex_unlock(&pool->taking);
    return ticket;
}

/* Hands on all results that are next in order, unless another thread is at it. */
static void finish(Pool *pool, Ticket *finished) {
    pthread_mutex_lock(&pool->state);
    finished->finished = true;
    if (!pool->handing) {
        pool->handing = true;
        while (pool->handed < pool->taken && pool->tickets[pool->handed % pool->n_tickets].finished) {
            void *item = pool->tickets[pool->handed % pool->n_tickets].item;
            pthread_mutex_unlock(&pool->state);
            pool->task->done(pool->context, item);
            pthread_mutex_lock(&pool->state);
            pool->handed++;
            pthread_cond_signal(&pool->moved);
        }
        pool->handing = false;
    }
    pthread_mutex_unlock(&pool->state);
}

static void run_worker(Pool *pool, unsigned number) {
    for (Ticket *ticket = take(pool); ticket; ticket = take(pool)) {
        pool->task->work(pool->context, number, ticket->item);
        finish(pool, ticket);
    }
}

static void *worker_main(void *argument) {
    Worker worker = *(Worker *)argument;
    free(argument);
    run_worker(worker.pool, worker.number);
    return NULL;
}

static void run_alone(const PoolTask *task, void *context) {
    for (void *item = task->next(context); item; item = task->next(context)) {
        task->work(context, 0, item);
        task->done(context, item);
    }
}

void pool_run(const PoolTask *task, void *context, unsigned threads) {
    Pool pool = {.task = task, .context = context, .threads = threads, .n_tickets = WINDOW * threads, .started = 1};
    if (threads < 2) {
        run_alone(task, context);
        return;
    }
    pool.tickets = memory_alloc(pool.n_tickets * sizeof *pool.tickets);
    pool.handles = memory_alloc(threads * sizeof *pool.handles);
    pthread_mutex_init(&pool.taking, NULL);
    pthread_mutex_init(&pool.state, NULL);
    pthread_cond_init(&pool.moved, NULL);
    run_worker(&pool, 0);
    /* No item is left, so no thread starts another. */
    for (unsigned i = 1; i < pool.started; i++) pthread_join(pool.handles[i], NULL);
    pthread_cond_destroy(&pool.moved);
    pthread_mutex_destroy(&pool.state);
    pthread_mutex_destroy(&pool.taking);
    free(pool.handles);
    free(pool.tickets);
}
