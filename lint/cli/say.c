#include "cli/say.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"

enum { FIRST_MS = 500, EACH_MS = 100 };

void complain(const char *what, const char *why) {
    Text line = {0};
    text_puts(&line, "domlint: ");
    text_add_printable(&line, what, strlen(what), NULL);
    text_printf(&line, ": %s\n", why);
    fputs(text_str(&line), stderr);
    text_done(&line);
}

static int64_t now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void progress_init(Progress *progress, bool wanted) {
    *progress = (Progress){.on = wanted && isatty(STDERR_FILENO)};
    if (progress->on) progress->next = now_ms() + FIRST_MS;
}

void progress_show(Progress *progress, uint32_t files, uint32_t found) {
    if (!progress->on) return;
    int64_t now = now_ms();
    if (now < progress->next) return;
    progress->next = now + EACH_MS;
    progress->shown = true;
    fprintf(stderr, "\r\033[Kdomlint: %u files checked, %u findings", files, found);
    fflush(stderr);
}

void progress_clear(Progress *progress) {
    if (!progress->shown) return;
    progress->shown = false;
    fputs("\r\033[K", stderr);
    fflush(stderr);
}
