/* Heap: how the process takes memory from the system. Nothing depends on it but time.
 *
 * May include: nothing of domlint. */
#ifndef BASE_HEAP_H
#define BASE_HEAP_H

/* Before anything large is asked for: from then on the heap grows in large steps, and by large pages where the system
 * has them (Linux). A run touches some thousand small pages for the first time otherwise, which took a twelfth of the
 * time of a long run and a sixth of that of a short one. Does nothing where the C library is not glibc. */
void heap_prepare(void);

#endif
