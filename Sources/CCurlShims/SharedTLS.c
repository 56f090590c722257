#include "CCurlShims.h"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int mb_tls_is_shared(void) {
    char name[80];
    const char *used = curl_version_info(CURLVERSION_NOW)->ssl_version;
    snprintf(name, sizeof name, "OpenSSL/%s", OpenSSL_version(OPENSSL_VERSION_STRING));
    return used != NULL && strcmp(used, name) == 0;
}

const char *mb_default_authority_file(void) { return curl_version_info(CURLVERSION_NOW)->cainfo; }
const char *mb_default_authority_folder(void) { return curl_version_info(CURLVERSION_NOW)->capath; }

void *mb_authorities_read(const char *file, const char *folder) {
    X509_STORE *store = X509_STORE_new();
    if (store == NULL) return NULL;
    /* As libcurl does: an own certificate that the user trusts ends the chain. */
    X509_STORE_set_flags(store, X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN);
    if ((file != NULL && X509_STORE_load_file(store, file) != 1) ||
        (folder != NULL && X509_STORE_load_path(store, folder) != 1)) {
        X509_STORE_free(store);
        return NULL;
    }
    return store;
}

void mb_authorities_free(void *store) { X509_STORE_free(store); }

struct mb_tls {
    X509_STORE *store;
    /* The connection, once its handshake is done. */
    SSL *connection;
};

void *mb_tls_new(void *store) {
    struct mb_tls *tls = calloc(1, sizeof *tls);
    if (tls == NULL) return NULL;
    X509_STORE_up_ref(store);
    tls->store = store;
    return tls;
}

void mb_tls_free(void *context) {
    struct mb_tls *tls = context;
    X509_STORE_free(tls->store);
    free(tls);
}

/* Where in a context of OpenSSL the struct is found again; libcurl has places of its own. */
static int place = -1;
static pthread_once_t place_is_known = PTHREAD_ONCE_INIT;
static void find_place(void) { place = SSL_CTX_get_ex_new_index(0, NULL, NULL, NULL, NULL); }

static void note_connection(const SSL *connection, int event, int result) {
    (void)result;
    if ((event & SSL_CB_HANDSHAKE_DONE) == 0) return;
    struct mb_tls *tls = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), place);
    if (tls != NULL) tls->connection = (SSL *)connection;
}

static CURLcode prepare(CURL *handle, void *context, void *tls) {
    (void)handle;
    SSL_CTX_set1_cert_store(context, ((struct mb_tls *)tls)->store);
    if (SSL_CTX_set_ex_data(context, place, tls) == 1) SSL_CTX_set_info_callback(context, note_connection);
    return CURLE_OK;
}

CURLcode mb_curl_use_tls(CURL *handle, void *tls) {
    if (pthread_once(&place_is_known, find_place) != 0 || place < 0) return CURLE_OUT_OF_MEMORY;
    CURLcode result = curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, prepare);
    return result == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_SSL_CTX_DATA, tls) : result;
}

void mb_tls_read_ahead(void *context, size_t size) {
    struct mb_tls *tls = context;
    if (tls == NULL || tls->connection == NULL) return;
    SSL_set_default_read_buffer_len(tls->connection, size);
    SSL_set_read_ahead(tls->connection, 1);
}
