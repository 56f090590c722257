// The driver's orders, and the log of what happened.
#define _GNU_SOURCE
#include "shim.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static struct torture_control nothing = {.cut_skip = -1};
struct torture_control *torture = &nothing;

static int log_descriptor = -1;
static int record_descriptor = -1;
static pthread_mutex_t record_mutex = PTHREAD_MUTEX_INITIALIZER;
static int64_t sequence;

void *torture_next(const char *name) { return dlsym(RTLD_NEXT, name); }

static int raw_open(const char *path, int flags) {
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags | O_CLOEXEC, 0600);
}

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("TORTURE_CONTROL");
    int descriptor = path ? raw_open(path, O_RDWR) : -1;
    if (descriptor >= 0) {
        void *memory = mmap(NULL, sizeof nothing, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
        if (memory != MAP_FAILED) torture = memory;
        syscall(SYS_close, descriptor);
    }
    if ((path = getenv("TORTURE_LOG"))) log_descriptor = raw_open(path, O_WRONLY | O_CREAT | O_APPEND);
    if ((path = getenv("TORTURE_RECORD"))) record_descriptor = raw_open(path, O_WRONLY | O_CREAT | O_APPEND);
}

void torture_step(const char *step, bool after, const char *detail, size_t length) {
    int saved = errno;
    if (log_descriptor >= 0) {
        char line[640];
        struct timespec now;
        syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
        int used = snprintf(
            line, sizeof line, "%lld %d %lld %ld %s %s %.*s\n", (long long)__atomic_add_fetch(&sequence, 1, __ATOMIC_SEQ_CST),
            (int)getpid(), (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000, syscall(SYS_gettid), step,
            after ? "after" : "before", (int)(length > 400 ? 400 : length), detail ? detail : "");
        if (used > (int)sizeof line - 1) used = (int)sizeof line - 1;
        for (int place = 0; place < used - 1; place++) {
            if ((unsigned char)line[place] < 0x20) line[place] = ' ';
        }
        syscall(SYS_write, log_descriptor, line, used);
    }
    if (torture->kill_step[0] && torture->kill_after == after && strcmp(torture->kill_step, step) == 0
        && __atomic_sub_fetch(&torture->kill_left, 1, __ATOMIC_SEQ_CST) == 0) {
        syscall(SYS_kill, getpid(), SIGKILL);
        for (;;) syscall(SYS_pause);
    }
    if (!after && torture->hang_step[0] && strcmp(torture->hang_step, step) == 0) {
        for (;;) syscall(SYS_pause);
    }
    errno = saved;
}

bool torture_fails(enum torture_call call) {
    if (!(torture->fault_calls & call)) return false;
    __atomic_add_fetch(&torture->calls, 1, __ATOMIC_SEQ_CST);
    if (!torture->fault_errno) return false;
    if (__atomic_sub_fetch(&torture->fault_skip, 1, __ATOMIC_SEQ_CST) >= 0) return false;
    if (__atomic_sub_fetch(&torture->fault_times, 1, __ATOMIC_SEQ_CST) < 0) return false;
    __atomic_add_fetch(&torture->fault_hits, 1, __ATOMIC_SEQ_CST);
    char text[64];
    int used = snprintf(text, sizeof text, "call=%d errno=%d", (int)call, (int)torture->fault_errno);
    torture_step("fault", true, text, (size_t)used);
    errno = (int)torture->fault_errno;
    return true;
}

bool torture_cuts(int descriptor) {
    if (torture->cut_skip < 0 || torture_kind(descriptor) < KIND_IMAP) return false;
    if (__atomic_sub_fetch(&torture->cut_skip, 1, __ATOMIC_SEQ_CST) != -1) return false;
    __atomic_add_fetch(&torture->cuts, 1, __ATOMIC_SEQ_CST);
    torture_step("cut", true, NULL, 0);
    return true;
}

bool torture_records(void) { return record_descriptor >= 0; }
void torture_record_lock(void) { if (record_descriptor >= 0) pthread_mutex_lock(&record_mutex); }
void torture_record_unlock(void) { if (record_descriptor >= 0) pthread_mutex_unlock(&record_mutex); }

void torture_record(char type, enum torture_kind kind, int64_t offset, const void *bytes, size_t length) {
    if (record_descriptor < 0) return;
    struct { char type; char kind; char filler[6]; int64_t offset; int64_t length; } head =
        {type, (char)kind, {0}, offset, bytes ? (int64_t)length : 0};
    syscall(SYS_write, record_descriptor, &head, sizeof head);
    if (bytes && length) syscall(SYS_write, record_descriptor, bytes, length);
}
