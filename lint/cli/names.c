#include "cli/names.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

struct NameList {
    int file;
    char buffer[16 * 1024];
    size_t n, at;
    int separator; /* -1: not known yet */
    int error;
    bool ended;
    Text name;
};

NameList *names_open(const char *path) {
    int file = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return NULL;
    NameList *list = memory_alloc(sizeof *list);
    list->file = file;
    list->separator = -1;
    return list;
}

void names_close(NameList *list) {
    if (!list) return;
    if (list->file != STDIN_FILENO) close(list->file);
    text_done(&list->name);
    free(list);
}

int names_error(const NameList *list) { return list->error; }

/* read(), not stdio: what has come is taken at once, so that whoever feeds us may wait for answers. */
static bool refill(NameList *list) {
    ssize_t n;
    if (list->ended) return false;
    do n = read(list->file, list->buffer, sizeof list->buffer);
    while (n < 0 && errno == EINTR);
    if (n < 0) list->error = errno;
    list->ended = n <= 0;
    list->n = n > 0 ? (size_t)n : 0;
    list->at = 0;
    if (list->separator < 0 && memchr(list->buffer, 0, list->n)) list->separator = 0;
    if (list->separator < 0 && memchr(list->buffer, '\n', list->n)) list->separator = '\n';
    return !list->ended;
}

/* Adds to the name up to a separator; true if one was there. */
static bool take(NameList *list) {
    const char *start = list->buffer + list->at;
    size_t left = list->n - list->at;
    const char *end = list->separator < 0 || !left ? NULL : memchr(start, list->separator, left);
    size_t n = end ? (size_t)(end - start) : left;
    text_add(&list->name, start, n);
    list->at += n + (end != NULL);
    return end != NULL;
}

bool names_next(NameList *list, const char **ret_name) {
    do {
        text_clear(&list->name);
        while (!take(list) && refill(list)) continue;
        if (list->separator != 0 && list->name.n && list->name.p[list->name.n - 1] == '\r')
            list->name.p[--list->name.n] = 0;
    } while (list->name.n == 0 && !(list->ended && list->at >= list->n));
    *ret_name = text_str(&list->name);
    return list->name.n > 0;
}
