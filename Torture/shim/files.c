// The files of the store. SQLite reaches the C library through its exported names, so that each of its calls passes here.
#define _GNU_SOURCE
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static unsigned char kinds[65536];

enum torture_kind torture_kind(int descriptor) {
    return descriptor >= 0 && descriptor < (int)sizeof kinds ? kinds[descriptor] : KIND_NONE;
}

void torture_set_kind(int descriptor, enum torture_kind kind) {
    if (descriptor >= 0 && descriptor < (int)sizeof kinds) kinds[descriptor] = (unsigned char)kind;
}

static bool ends(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

enum torture_kind torture_kind_of_path(const char *path) {
    static const char *store;
    if (!store) store = getenv("TORTURE_STORE");
    if (!store || !path || strncmp(path, store, strlen(store)) != 0) return KIND_NONE;
    if (ends(path, ".db-wal")) return KIND_WAL;
    return ends(path, ".db") ? KIND_DATABASE : KIND_STORE;
}

static const char *name(enum torture_kind kind, const char *what) {
    static _Thread_local char text[80];
    const char *file = kind == KIND_WAL ? "wal" : kind == KIND_DATABASE ? "db" : "file";
    const char *transaction = torture_transaction();
    if (transaction[0]) snprintf(text, sizeof text, "%s-%s in %s", file, what, transaction);
    else snprintf(text, sizeof text, "%s-%s", file, what);
    // A step is one word.
    for (char *place = text; *place; place++) if (*place == ' ') *place = ':';
    return text;
}

static bool is_file(enum torture_kind kind) { return kind == KIND_DATABASE || kind == KIND_WAL; }

#define NEXT(result, symbol, ...)                                                                                      \
    static result (*next)(__VA_ARGS__);                                                                                \
    if (!next) next = torture_next(symbol)

static int opened(const char *path, int flags, int descriptor) {
    (void)flags;
    if (descriptor >= 0) torture_set_kind(descriptor, torture_kind_of_path(path));
    return descriptor;
}

static bool open_fails(const char *path, int flags) {
    if (torture_kind_of_path(path) == KIND_NONE) return false;
    // What may only be read can be opened for that.
    if (torture->fault_errno == EROFS && (flags & O_ACCMODE) == O_RDONLY) return false;
    return torture_fails(CALL_OPEN);
}

static mode_t mode_of(int flags, va_list list) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0; }

#define OPEN(symbol)                                                                                                   \
    int symbol(const char *path, int flags, ...) {                                                                     \
        NEXT(int, #symbol, const char *, int, ...);                                                                    \
        va_list list;                                                                                                  \
        va_start(list, flags);                                                                                         \
        mode_t mode = mode_of(flags, list);                                                                            \
        va_end(list);                                                                                                  \
        if (open_fails(path, flags)) return -1;                                                                        \
        return opened(path, flags, next(path, flags, mode));                                                           \
    }
OPEN(open)
OPEN(open64)

int close(int descriptor) {
    NEXT(int, "close", int);
    torture_set_kind(descriptor, KIND_NONE);
    return next(descriptor);
}

static ssize_t written(
    ssize_t (*next)(int, const void *, size_t, off_t), int descriptor, const void *bytes, size_t length, off_t offset) {
    enum torture_kind kind = torture_kind(descriptor);
    if (!is_file(kind)) return next(descriptor, bytes, length, offset);
    torture_step(name(kind, "write"), false, NULL, 0);
    if (torture_fails(CALL_WRITE)) return -1;
    torture_record_lock();
    ssize_t result = next(descriptor, bytes, length, offset);
    if (result > 0) torture_record('w', kind, offset, bytes, (size_t)result);
    torture_record_unlock();
    torture_step(name(kind, "write"), true, NULL, 0);
    return result;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off_t offset) {
    NEXT(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    return written(next, descriptor, bytes, length, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    NEXT(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    return written(next, descriptor, bytes, length, offset);
}

ssize_t pread64(int descriptor, void *bytes, size_t length, off_t offset) {
    NEXT(ssize_t, "pread64", int, void *, size_t, off_t);
    if (is_file(torture_kind(descriptor)) && torture_fails(CALL_READ)) return -1;
    return next(descriptor, bytes, length, offset);
}

static int synced(int (*next)(int), int descriptor) {
    enum torture_kind kind = torture_kind(descriptor);
    if (kind == KIND_NONE || kind >= KIND_IMAP) return next(descriptor);
    torture_step(name(kind, "sync"), false, NULL, 0);
    if (torture_fails(CALL_SYNC)) return -1;
    torture_record_lock();
    int result = next(descriptor);
    if (result == 0 && is_file(kind)) torture_record('s', kind, 0, NULL, 0);
    torture_record_unlock();
    torture_step(name(kind, "sync"), true, NULL, 0);
    return result;
}

int fsync(int descriptor) {
    NEXT(int, "fsync", int);
    return synced(next, descriptor);
}

int fdatasync(int descriptor) {
    NEXT(int, "fdatasync", int);
    return synced(next, descriptor);
}

int ftruncate64(int descriptor, off_t length) {
    NEXT(int, "ftruncate64", int, off_t);
    enum torture_kind kind = torture_kind(descriptor);
    if (!is_file(kind)) return next(descriptor, length);
    torture_step(name(kind, "truncate"), false, NULL, 0);
    if (torture_fails(CALL_TRUNCATE)) return -1;
    torture_record_lock();
    int result = next(descriptor, length);
    if (result == 0) torture_record('t', kind, length, NULL, 0);
    torture_record_unlock();
    torture_step(name(kind, "truncate"), true, NULL, 0);
    return result;
}

int unlink(const char *path) {
    NEXT(int, "unlink", const char *);
    enum torture_kind kind = torture_kind_of_path(path);
    if (!is_file(kind)) return next(path);
    torture_step(name(kind, "unlink"), false, NULL, 0);
    if (torture_fails(CALL_UNLINK)) return -1;
    torture_record_lock();
    int result = next(path);
    if (result == 0) torture_record('u', kind, 0, NULL, 0);
    torture_record_unlock();
    torture_step(name(kind, "unlink"), true, NULL, 0);
    return result;
}

int rename(const char *from, const char *to) {
    NEXT(int, "rename", const char *, const char *);
    if (torture_kind_of_path(to) == KIND_NONE) return next(from, to);
    torture_step("file-rename", false, NULL, 0);
    if (torture_fails(CALL_WRITE)) return -1;
    int result = next(from, to);
    torture_step("file-rename", true, NULL, 0);
    return result;
}

static int room(int (*next)(const char *, struct statvfs *), const char *path, struct statvfs *answer) {
    int result = next(path, answer);
    if (result == 0 && torture->free_octets) {
        answer->f_bavail = (fsblkcnt_t)(torture->free_octets / (int64_t)answer->f_frsize);
        answer->f_bfree = answer->f_bavail;
    }
    return result;
}

int statvfs(const char *restrict path, struct statvfs *restrict answer) {
    NEXT(int, "statvfs", const char *, struct statvfs *);
    return room(next, path, answer);
}
