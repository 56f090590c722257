#ifndef MB_CURL_SHIMS_H
#define MB_CURL_SHIMS_H

#include <curl/curl.h>
/* Not part of Swift's Glibc module; here for the thread that drives the mail channels. */
#include <sys/epoll.h>
#include <sys/eventfd.h>

/* curl_easy_setopt, curl_easy_getinfo and curl_multi_setopt take a variable argument, which Swift cannot call.
 * Here is one function per kind of value; the caller has to pair each option with its kind. */

typedef size_t (*mb_curl_bytes)(char *bytes, size_t size, size_t count, void *context);
typedef int (*mb_curl_progress)(void *context, curl_off_t down_total, curl_off_t down, curl_off_t up_total,
                                curl_off_t up);
typedef int (*mb_curl_request)(void *context, char *remote_ip, char *local_ip, int remote_port, int local_port);

CURLcode mb_curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode mb_curl_set_size(CURL *handle, CURLoption option, curl_off_t value);
/* libcurl copies the text, except for CURLOPT_POSTFIELDS. */
CURLcode mb_curl_set_text(CURL *handle, CURLoption option, const char *value);
/* The object must outlive the transfer. */
CURLcode mb_curl_set_pointer(CURL *handle, CURLoption option, const void *value);
CURLcode mb_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);

/* Callbacks; `context` reaches each call unchanged. */
CURLcode mb_curl_on_body(CURL *handle, mb_curl_bytes callback, void *context);
CURLcode mb_curl_on_header(CURL *handle, mb_curl_bytes callback, void *context);
CURLcode mb_curl_on_progress(CURL *handle, mb_curl_progress callback, void *context);
CURLcode mb_curl_on_request(CURL *handle, mb_curl_request callback, void *context);

CURLcode mb_curl_get_long(CURL *handle, CURLINFO info, long *value);
CURLcode mb_curl_get_socket(CURL *handle, CURLINFO info, curl_socket_t *value);

/* `name:value` lines of the peer's own certificate, owned by the handle; NULL if there is none or it was not asked for. */
struct curl_slist *mb_curl_certificate(CURL *handle);
CURLMcode mb_curl_multi_set_long(CURLM *multi, CURLMoption option, long value);

/* The result that a finished transfer's message carries (a union in C). */
CURLcode mb_curl_message_result(const CURLMsg *message);

/* Certificate authorities that many connections share. libcurl itself reads them anew for each connection: 60 ms of a
 * processor and more than a megabyte with the system's. */

/* Whether libcurl does TLS with the OpenSSL that this file was linked with; only then may the rest be called. */
int mb_tls_is_shared(void);
/* Where libcurl would look by itself; may be NULL. */
const char *mb_default_authority_file(void);
const char *mb_default_authority_folder(void);
/* NULL if one of the places cannot be read. */
void *mb_authorities_read(const char *file, const char *folder);
void mb_authorities_free(void *store);

/* The TLS of one connection, with authorities of `store`; NULL without memory. */
void *mb_tls_new(void *store);
void mb_tls_free(void *tls);
/* `tls` must live as long as the handle, and the handle must have no authorities of its own. */
CURLcode mb_curl_use_tls(CURL *handle, void *tls);
/* After the login, of a connection that is read until there is no more: takes up to `size` encrypted bytes at a time from
 * the socket, where OpenSSL else asks twice for each record. During the login libcurl would not find them. */
void mb_tls_read_ahead(void *tls, size_t size);

/* Names the calling thread for `top -H` and debuggers; cut to 15 bytes. */
void mb_name_thread(const char *name);

#endif
