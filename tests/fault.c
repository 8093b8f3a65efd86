/* Preloaded by tests/fix.sh: the system call named in $FAULT fails as on a full or broken disk when it concerns the new
 * file of a replacement; with $FAULT_KILL the process is killed there instead. */
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int new_file = -1; /* what mkostemp gave */

int mkostemp(char *template, int flags);
int rename(const char *from, const char *to);

static int struck(const char *call, int error) {
    const char *fault = getenv("FAULT");
    if (!fault || strcmp(fault, call) != 0) return 0;
    if (getenv("FAULT_KILL")) raise(SIGKILL);
    errno = error;
    return 1;
}

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

int mkostemp(char *template, int flags) {
    if (struck("mkostemp", ENOSPC)) return -1;
    int (*call)(char *, int) = (int (*)(char *, int))real("mkostemp");
    return new_file = call(template, flags);
}

ssize_t write(int file, const void *bytes, size_t size) {
    ssize_t (*call)(int, const void *, size_t) = (ssize_t(*)(int, const void *, size_t))real("write");
    if (file != new_file || file < 0) return call(file, bytes, size);
    const char *fault = getenv("FAULT");
    if (fault && strcmp(fault, "write") == 0 && size > 100) { /* half of it is written first */
        call(file, bytes, size / 2);
        return struck("write", ENOSPC) ? -1 : 0;
    }
    return call(file, bytes, size);
}

int fsync(int file) {
    int (*call)(int) = (int (*)(int))real("fsync");
    return file == new_file && struck("fsync", EIO) ? -1 : call(file);
}

int fchmod(int file, mode_t mode) {
    int (*call)(int, mode_t) = (int (*)(int, mode_t))real("fchmod");
    return file == new_file && struck("fchmod", EPERM) ? -1 : call(file, mode);
}

int close(int file) {
    int (*call)(int) = (int (*)(int))real("close");
    int failed = file >= 0 && file == new_file && struck("close", EDQUOT);
    if (file == new_file) new_file = -1;
    int result = call(file);
    if (failed) errno = EDQUOT;
    return failed ? -1 : result;
}

int rename(const char *from, const char *to) {
    int (*call)(const char *, const char *) = (int (*)(const char *, const char *))real("rename");
    return struck("rename", EXDEV) ? -1 : call(from, to);
}
