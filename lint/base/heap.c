#include "base/heap.h"

#include <stdint.h>
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LARGE_PAGE = 2 << 20, STEP = 4 * LARGE_PAGE, SMALL = 32 << 20 };

/* Makes malloc take a step from the system, beginning with a large page, and asks for such pages there. */
static void grow(void) {
    uintptr_t top = (uintptr_t)sbrk(0), start = (top + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    if (sbrk((intptr_t)(start - top)) == (void *)-1) return;
    void *volatile piece = malloc(STEP / 16); /* a compiler may leave out what is freed at once */
    free(piece);
    uintptr_t end = (uintptr_t)sbrk(0) / LARGE_PAGE * LARGE_PAGE;
    if (end > start) madvise((void *)start, end - start, MADV_HUGEPAGE);
}

void heap_prepare(void) {
    mallopt(M_TOP_PAD, STEP);
    mallopt(M_MMAP_THRESHOLD, SMALL);
    mallopt(M_TRIM_THRESHOLD, 2 * SMALL);
    grow();
}
#else
void heap_prepare(void) {}
#endif
