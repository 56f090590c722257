// What is put between the service and the C library: each call that leaves a trace outside of the process is named, written
// down, and may be made to fail, to hang, or to be the last. Preloaded for tests only; no part of the product.
#ifndef TORTURE_SHIM_H
#define TORTURE_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Shared with the driver, which maps the same file; torture/control.py names the same fields in the same order.
struct torture_control {
    char kill_step[64];       // the process is killed at this step, empty: never
    int64_t kill_left;        // so many of them are still to come
    int64_t kill_after;       // 0: before the call, 1: after it
    char hang_step[64];       // the thread stays in this step for ever
    int64_t fault_calls;      // which calls of the store's files may fail: bits of enum torture_call
    int64_t fault_errno;      // 0: none
    int64_t fault_skip;       // so many of them pass first
    int64_t fault_times;      // so many of them fail then
    int64_t fault_hits;       // so many have failed
    int64_t calls;            // so many of fault_calls were made
    int64_t clock_offset;     // added to the clock on the wall, in nanoseconds
    int64_t cut_skip;         // so many network calls pass before one finds its connection cut; below 0: none is cut
    int64_t cuts;             // so many were cut
    int64_t free_octets;      // what the store's disk seems to have left; 0: the truth
};

enum torture_call { CALL_WRITE = 1, CALL_SYNC = 2, CALL_TRUNCATE = 4, CALL_OPEN = 8, CALL_READ = 16, CALL_UNLINK = 32 };

// What a descriptor stands for.
enum torture_kind {
    KIND_NONE = 0, KIND_DATABASE, KIND_WAL, KIND_STORE, KIND_IMAP, KIND_HTTP, KIND_SMTP
};

extern struct torture_control *torture;

enum torture_kind torture_kind(int descriptor);
void torture_set_kind(int descriptor, enum torture_kind kind);

// Whether a path lies in the store's directory, and what it is.
enum torture_kind torture_kind_of_path(const char *path);

// Writes the step down, and ends or stops the process here if it was told to. `detail` may be NULL.
void torture_step(const char *step, bool after, const char *detail, size_t length);

// True, with errno set, if this call shall fail.
bool torture_fails(enum torture_call call);

// True if the connection shall be cut at this call.
bool torture_cuts(int descriptor);

// For simulated losses of power: what is written to the files, in its order, with the effects outside in between.
bool torture_records(void);
void torture_record_lock(void);
void torture_record_unlock(void);
void torture_record(char type, enum torture_kind kind, int64_t offset, const void *bytes, size_t length);

// The label of the transaction that this thread is about to commit, empty outside of one.
const char *torture_transaction(void);

void *torture_next(const char *name);

#endif
