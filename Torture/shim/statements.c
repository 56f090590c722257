// Names each transaction after what it settles, with the letters of docs/architecture.md.
#define _GNU_SOURCE
#include "shim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sqlite3_stmt;

static struct { const char *beginning; const char *label; int weight; bool detail; } known[] = {
    {"INSERT INTO ticket (", "A", 1, false},
    {"INSERT INTO outcome", "B", 9, true},
    {"UPDATE ticket_mail SET state = 'appending'", "C", 5, true},
    {"UPDATE ticket_mail SET state = 'appended'", "D", 5, true},
    {"UPDATE outcome SET moved", "E", 5, true},
    {"UPDATE outbox SET state = 'sending'", "F", 5, true},
    {"UPDATE outbox INDEXED BY outbox_unfinished SET state = 'uncertain'", "R", 2, false},
    {"UPDATE outbox SET state = ?", "G", 4, true},
    {"INSERT INTO in_hand", "H", 1, false},
    {"UPDATE ticket_mail SET state = 'pending'", "P", 1, false},
    {"UPDATE spool", "S", 1, false},
};

static _Thread_local char label[16];
static _Thread_local int weight;
static _Thread_local bool commits;
static _Thread_local char details[4000];
static _Thread_local size_t used;

const char *torture_transaction(void) { return commits ? label : ""; }

static void note(struct sqlite3_stmt *statement, const char *sql) {
    static char *(*expanded)(struct sqlite3_stmt *);
    static void (*release)(void *);
    if (!expanded) expanded = torture_next("sqlite3_expanded_sql");
    if (!release) release = torture_next("sqlite3_free");
    for (size_t place = 0; place < sizeof known / sizeof *known; place++) {
        if (strncmp(sql, known[place].beginning, strlen(known[place].beginning)) != 0) continue;
        if (known[place].weight > weight) {
            weight = known[place].weight;
            snprintf(label, sizeof label, "%s", known[place].label);
        }
        char *text = known[place].detail ? expanded(statement) : NULL;
        if (!text) return;
        // The key stands at the end of what changes a row, and at the beginning of the values of a new one.
        const char *values = strstr(text, "VALUES ("), *condition = strstr(text, "WHERE ");
        const char *state = strncmp(text, "UPDATE outbox SET state = '", 27) == 0 ? text + 27 : "";
        int states = (int)strcspn(state, "'");
        if (values) used += (size_t)snprintf(details + used, sizeof details - used, "[%s %.120s]", known[place].label, values + 8);
        else if (condition && known[place].label[0] == 'E')
            used += (size_t)snprintf(details + used, sizeof details - used, "[E %.120s]", condition + 6);
        else {
            const char *last = strrchr(text, '=');
            used += (size_t)snprintf(details + used, sizeof details - used, "[%s %.*s%.24s]", known[place].label, states, state, last ? last + 1 : "");
        }
        if (used >= sizeof details) used = sizeof details - 1;
        release(text);
        return;
    }
}

static void forget(void) {
    label[0] = 0;
    weight = 0;
    commits = false;
    used = 0;
    details[0] = 0;
}

int sqlite3_step(struct sqlite3_stmt *statement) {
    static int (*next)(struct sqlite3_stmt *);
    static const char *(*text)(struct sqlite3_stmt *);
    if (!next) next = torture_next("sqlite3_step");
    if (!text) text = torture_next("sqlite3_sql");
    const char *sql = text(statement);
    if (!sql) return next(statement);
    while (*sql == ' ' || *sql == '\n') sql++;
    if (strncmp(sql, "COMMIT", 6) != 0) {
        if (strncmp(sql, "BEGIN", 5) == 0 || strncmp(sql, "ROLLBACK", 8) == 0) forget();
        else if (sql[0] == 'U' || sql[0] == 'I') note(statement, sql);
        return next(statement);
    }
    if (!weight) {
        int result = next(statement);
        forget();
        return result;
    }
    char step[24], about[sizeof details];
    snprintf(step, sizeof step, "commit-%s", label);
    memcpy(about, details, used + 1);
    size_t length = used;
    torture_step(step, false, about, length);
    commits = true;
    int result = next(statement);
    commits = false;
    // 101: SQLITE_DONE
    if (result == 101) {
        torture_record('c', KIND_NONE, 0, about, length);
        torture_step(step, true, about, length);
    } else {
        torture_step("commit-failed", true, about, length);
    }
    if (result == 101) forget();
    return result;
}
