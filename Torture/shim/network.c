// Connections to the mail server, the marketplaces and the relay. Which is which is told by the port: TORTURE_PORTS.
#define _GNU_SOURCE
#include "shim.h"

#include <ctype.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct ssl_st;

static _Thread_local char detail[400];
// What was said last on each connection, to name the answer.
static char said[65536][20];

static enum torture_kind kind_of_port(int port) {
    const char *ports = getenv("TORTURE_PORTS");
    static const struct { const char *name; enum torture_kind kind; } names[] =
        {{"imap=", KIND_IMAP}, {"http=", KIND_HTTP}, {"smtp=", KIND_SMTP}};
    for (size_t place = 0; ports && place < 3; place++) {
        const char *found = strstr(ports, names[place].name);
        if (found && atoi(found + 5) == port) return names[place].kind;
    }
    return KIND_NONE;
}

int connect(int descriptor, const struct sockaddr *address, socklen_t length) {
    static int (*next)(int, const struct sockaddr *, socklen_t);
    if (!next) next = torture_next("connect");
    int port = address->sa_family == AF_INET ? ntohs(((const struct sockaddr_in *)address)->sin_port)
        : address->sa_family == AF_INET6 ? ntohs(((const struct sockaddr_in6 *)address)->sin6_port) : 0;
    torture_set_kind(descriptor, kind_of_port(port));
    if (torture_kind(descriptor)) {
        said[descriptor][0] = 0;
        torture_step("connect", false, NULL, 0);
    }
    return next(descriptor, address, length);
}

static bool holds(const char *bytes, size_t length, const char *word) {
    return memmem(bytes, length < 4096 ? length : 4096, word, strlen(word)) != NULL;
}

static bool starts(const char *bytes, size_t length, const char *word) {
    return length >= strlen(word) && strncasecmp(bytes, word, strlen(word)) == 0;
}

static const char *imap_step(int descriptor, const char *bytes, size_t length) {
    const char *space = memchr(bytes, ' ', length < 12 ? length : 12);
    const char *verb = space ? space + 1 : bytes;
    size_t rest = length - (size_t)(verb - bytes);
    if (starts(verb, rest, "APPEND")) return "imap-append";
    if (starts(verb, rest, "UID MOVE")) return "imap-move";
    if (starts(verb, rest, "UID COPY")) return "imap-copy";
    if (starts(verb, rest, "UID STORE")) return "imap-store";
    if (starts(verb, rest, "UID FETCH")) return "imap-fetch";
    if (starts(verb, rest, "UID SEARCH")) return "imap-search";
    if (starts(verb, rest, "IDLE")) return "imap-idle";
    if (starts(verb, rest, "LOGIN") || starts(verb, rest, "AUTHENTICATE")) return "imap-login";
    return starts(said[descriptor], 20, "imap-append") ? "imap-append-data" : "imap-other";
}

static const char *http_step(const char *bytes, size_t length) {
    bool reads = starts(bytes, length, "GET "), puts = starts(bytes, length, "POST ") || starts(bytes, length, "PUT ");
    const char *path = memchr(bytes, ' ', length < 8 ? length : 8);
    if (!path || (!reads && !puts)) return "http-body";
    path++;
    size_t rest = length - (size_t)(path - bytes);
    if (holds(path, rest < 200 ? rest : 200, "token")) return "http-token";
    if (starts(path, rest, "/mirakl")) return reads ? "mirakl-get" : "mirakl-post";
    if (starts(path, rest, "/kaufland")) return reads ? "kaufland-get" : "kaufland-post";
    if (starts(path, rest, "/amazon")) return reads ? "amazon-get" : "amazon-post";
    return reads ? "http-get" : "http-post";
}

static const char *smtp_step(const char *bytes, size_t length) {
    if (starts(bytes, length, "MAIL")) return "smtp-mail";
    if (starts(bytes, length, "RCPT")) return "smtp-rcpt";
    if (starts(bytes, length, "DATA")) return "smtp-data";
    if (starts(bytes, length, "EHLO") || starts(bytes, length, "AUTH") || starts(bytes, length, "QUIT")) return "smtp-other";
    return length >= 3 && memcmp(bytes + length - 3, ".\r\n", 3) == 0 ? "smtp-end" : "smtp-body";
}

// Markers (`q0001x`, `r0001x`), Message-IDs, and the UIDs of a MOVE, so that the log can be held against the store.
static size_t describe(const char *step, const char *bytes, size_t length) {
    size_t used = 0;
    if (strcmp(step, "imap-move") == 0 || strcmp(step, "imap-copy") == 0) {
        used = length < 120 ? length : 120;
        memcpy(detail, bytes, used);
        return used;
    }
    if (strncmp(step, "imap-append", 11) == 0) {
        const char *place = bytes;
        while (used < 300 && (place = memmem(place, length - (size_t)(place - bytes), "Message-ID: <", 13))) {
            place += 13;
            const char *end = memchr(place, '>', length - (size_t)(place - bytes));
            if (!end || end - place > 90) break;
            used += (size_t)snprintf(detail + used, sizeof detail - used, "%.*s ", (int)(end - place), place);
            place = end;
        }
        return used;
    }
    if (!strstr(step, "-post") && strcmp(step, "http-body") != 0 && strncmp(step, "smtp", 4) != 0) return 0;
    for (size_t place = 0; place + 6 <= length && used < 100; place++) {
        const char *word = bytes + place;
        if ((*word == 'r' || *word == 'q') && word[5] == 'x' && isdigit((unsigned char)word[1])
            && isdigit((unsigned char)word[2]) && isdigit((unsigned char)word[3]) && isdigit((unsigned char)word[4]))
            used += (size_t)snprintf(detail + used, sizeof detail - used, "%.6s ", word);
    }
    return used;
}

static const char *sending(int descriptor, const char *bytes, size_t length) {
    enum torture_kind kind = torture_kind(descriptor);
    const char *step = kind == KIND_IMAP ? imap_step(descriptor, bytes, length)
        : kind == KIND_HTTP ? http_step(bytes, length) : smtp_step(bytes, length);
    size_t used = describe(step, bytes, length);
    if (used) {
        // In the order in which files and network are touched.
        torture_record_lock();
        char text[440];
        int size = snprintf(text, sizeof text, "%s %.*s", step, (int)used, detail);
        torture_record('e', kind, 0, text, (size_t)size);
        torture_record_unlock();
    }
    torture_step(step, false, detail, used);
    snprintf(said[descriptor], sizeof said[0], "%s", step);
    return step;
}

static void cut(int descriptor) { shutdown(descriptor, SHUT_RDWR); }

static void receiving(int descriptor, ssize_t result) {
    if (result <= 0 || !said[descriptor][0]) return;
    char step[32];
    snprintf(step, sizeof step, "%s:answer", said[descriptor]);
    said[descriptor][0] = 0;
    torture_step(step, true, NULL, 0);
}

// libcurl keeps the socket to itself: which one a TLS session uses shows when it first sends within its handshake.
static struct ssl_st *sessions[65536];
static _Thread_local struct ssl_st *connecting;

static int descriptor_of(struct ssl_st *ssl) {
    for (int descriptor = 3; descriptor < 4096; descriptor++) {
        if (sessions[descriptor] == ssl && torture_kind(descriptor) == KIND_IMAP) return descriptor;
    }
    return -1;
}

int SSL_connect(struct ssl_st *ssl) {
    static int (*next)(struct ssl_st *);
    if (!next) next = torture_next("SSL_connect");
    connecting = ssl;
    int result = next(ssl);
    connecting = NULL;
    return result;
}

#define IS_PLAIN(descriptor) (torture_kind(descriptor) == KIND_HTTP || torture_kind(descriptor) == KIND_SMTP)

ssize_t send(int descriptor, const void *bytes, size_t length, int flags) {
    static ssize_t (*next)(int, const void *, size_t, int);
    if (!next) next = torture_next("send");
    if (!IS_PLAIN(descriptor)) {
        if (connecting && torture_kind(descriptor) == KIND_IMAP) sessions[descriptor] = connecting;
        return next(descriptor, bytes, length, flags);
    }
    const char *step = sending(descriptor, bytes, length);
    if (torture_cuts(descriptor)) cut(descriptor);
    ssize_t result = next(descriptor, bytes, length, flags);
    torture_step(step, true, NULL, 0);
    return result;
}

ssize_t recv(int descriptor, void *bytes, size_t length, int flags) {
    static ssize_t (*next)(int, void *, size_t, int);
    if (!next) next = torture_next("recv");
    if (IS_PLAIN(descriptor) && torture_cuts(descriptor)) cut(descriptor);
    ssize_t result = next(descriptor, bytes, length, flags);
    if (IS_PLAIN(descriptor)) receiving(descriptor, result);
    return result;
}

int SSL_write(struct ssl_st *ssl, const void *bytes, int length) {
    static int (*next)(struct ssl_st *, const void *, int);
    if (!next) next = torture_next("SSL_write");
    int descriptor = descriptor_of(ssl);
    if (descriptor < 0 || length <= 0) return next(ssl, bytes, length);
    const char *step = sending(descriptor, bytes, (size_t)length);
    if (torture_cuts(descriptor)) cut(descriptor);
    int result = next(ssl, bytes, length);
    torture_step(step, true, NULL, 0);
    return result;
}

int SSL_read(struct ssl_st *ssl, void *bytes, int length) {
    static int (*next)(struct ssl_st *, void *, int);
    if (!next) next = torture_next("SSL_read");
    int descriptor = descriptor_of(ssl);
    if (descriptor >= 0 && torture_cuts(descriptor)) cut(descriptor);
    int result = next(ssl, bytes, length);
    if (descriptor >= 0) receiving(descriptor, result);
    return result;
}
