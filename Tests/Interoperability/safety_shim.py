"""A library that is loaded into a process and changes what the machine is to it: its clocks, its disk, and when it is stopped.

Each setting is an environment variable:

    SHIM_CLOCK_OFFSET      seconds that the wall clock is ahead; the other clocks are left alone
    SHIM_SUSPENSION        a path: from the moment that this file is there, the machine has slept for 100 s, by all clocks
    SHIM_SLOW_SYNC         a path: the next fsync of a file takes this file away, if it is there, and 20 s
    SHIM_FAILING_SYNC      the error number of each fsync of a file
    SHIM_STOPPED_SEND      a path: the next stop or delete takes this file away, if it is there, and the process is stopped
                           as it is to be written
"""

import contextlib
import os
import subprocess

from network_checks import write

SOURCE = """\
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static long ahead(clockid_t clock) {
    const char *offset = getenv("SHIM_CLOCK_OFFSET"), *suspension = getenv("SHIM_SUSPENSION");
    int is_wall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
    long seconds = is_wall && offset ? atol(offset) : 0;
    if ((is_wall || clock == CLOCK_BOOTTIME) && suspension && access(suspension, F_OK) == 0) seconds += 100;
    return seconds;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int code = real(clock, now), error = errno;
    if (code == 0) now->tv_sec += ahead(clock);
    errno = error;
    return code;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec time;
    (void)zone;
    int code = clock_gettime(CLOCK_REALTIME, &time);
    now->tv_sec = time.tv_sec;
    now->tv_usec = time.tv_nsec / 1000;
    return code;
}

time_t time(time_t *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}

static int synchronize(int file, const char *name) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    const char *slow = getenv("SHIM_SLOW_SYNC"), *failing = getenv("SHIM_FAILING_SYNC");
    struct stat status;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
        if (slow && unlink(slow) == 0) sleep(20);
        if (failing) { errno = atoi(failing); return -1; }
    }
    return real(file);
}

int fsync(int file) { return synchronize(file, "fsync"); }
int fdatasync(int file) { return synchronize(file, "fdatasync"); }

static void before_sending(const void *bytes, size_t count) {
    const char *stopped = getenv("SHIM_STOPPED_SEND");
    if (!stopped || count < 8) return;
    if (memcmp(bytes, "DELETE /", 8) != 0 && memcmp(bytes, "POST /hu", 8) != 0) return;
    if (unlink(stopped) == 0) raise(SIGSTOP);
}

ssize_t write(int file, const void *bytes, size_t count) {
    ssize_t (*real)(int, const void *, size_t) = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    before_sending(bytes, count);
    return real(file, bytes, count);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    ssize_t (*real)(int, const struct iovec *, int);
    real = (ssize_t (*)(int, const struct iovec *, int))dlsym(RTLD_NEXT, "writev");
    if (count > 0) before_sending(parts[0].iov_base, parts[0].iov_len);
    return real(file, parts, count);
}
"""


def make_shim(folder, **settings):
    """Builds the library; returns the variables of a process that is to be under it."""
    path = os.path.join(folder, "shim.so")
    command = ["-shared", "-fPIC", "-O1", "-o", path, write(folder, "shim.c", SOURCE), "-ldl"]
    for compiler in ("cc", "clang", "gcc"):
        with contextlib.suppress(FileNotFoundError):
            subprocess.run([compiler, *command], check=True, capture_output=True)
            return {"LD_PRELOAD": path} | {f"SHIM_{name.upper()}": str(value) for name, value in settings.items()}
    raise FileNotFoundError("a C compiler is needed: cc, clang or gcc")
