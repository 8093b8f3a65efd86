#include "cli/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int file, const char *bytes, size_t size) {
    while (size) {
        ssize_t n = write(file, bytes, size);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        bytes += n;
        size -= (size_t)n;
    }
    return true;
}

/* An owner that can't be kept is no reason to fail; setuid bits are not kept, since the owner may have changed. */
static bool fill_file(int file, const struct stat *old, const char *bytes, size_t size) {
    if (fchown(file, old->st_uid, old->st_gid) != 0 && errno != EPERM) return false;
    return fchmod(file, old->st_mode & 0777) == 0 && write_all(file, bytes, size) && fsync(file) == 0;
}

static bool replace(const char *real, const struct stat *like, const char *bytes, size_t size) {
    char temporary[PATH_MAX + 16];
    snprintf(temporary, sizeof temporary, "%s.XXXXXX", real);
    int file = mkostemp(temporary, O_CLOEXEC);
    if (file < 0) return false;
    bool ok = fill_file(file, like, bytes, size);
    int reason = errno;
    if (close(file) != 0 && ok) ok = false, reason = errno;
    if (ok && rename(temporary, real) != 0) ok = false, reason = errno;
    if (!ok) unlink(temporary);
    errno = reason;
    return ok;
}

bool file_replace(const char *path, const char *bytes, size_t size) {
    char real[PATH_MAX];
    struct stat old;
    if (!realpath(path, real) || stat(real, &old) != 0) return false;
    if (access(real, W_OK) != 0) return false; /* rename would not ask */
    return replace(real, &old, bytes, size);
}

bool file_write(const char *path, const char *bytes, size_t size) {
    if (access(path, F_OK) == 0) return file_replace(path, bytes, size);
    mode_t mask = umask(0);
    umask(mask);
    struct stat like = {.st_mode = 0666 & ~mask, .st_uid = geteuid(), .st_gid = getegid()};
    return replace(path, &like, bytes, size);
}
