#include "CCurlShims.h"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <stdio.h>
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

static CURLcode use_store(CURL *handle, void *context, void *store) {
    (void)handle;
    SSL_CTX_set1_cert_store(context, store);
    return CURLE_OK;
}

CURLcode mb_curl_use_authorities(CURL *handle, void *store) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, use_store);
    return result == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_SSL_CTX_DATA, store) : result;
}
