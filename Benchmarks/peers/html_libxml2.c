/* HTML to text by libxml2's SAX parser (Debian: libxml2-dev).
 *
 *   cc -O2 -o html_libxml2 html_libxml2.c $(xml2-config --cflags --libs)
 *   html_libxml2 ROUNDS DIR|FILE...      HTML files in UTF-8, as `html-bench --dump` writes them
 *
 * All documents lie in memory before the first round. A round collects the characters of every document, but for those in
 * script, style and title, into one buffer, and begins a line at each element that is a block. No entity table, links or
 * white space rules of our own: the least that could be called a text.
 */
#include <dirent.h>
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

typedef struct { char *bytes; size_t size; } Document;
typedef struct { char *bytes; size_t size, room; int hidden; } Text;

static Document *documents;
static size_t document_count;

static void add_file(const char *path)
{
    struct stat status;
    FILE *file = fopen(path, "rb");
    if (!file) return;
    if (!fstat(fileno(file), &status) && S_ISREG(status.st_mode)) {
        char *bytes = malloc(status.st_size + 1);
        size_t size = fread(bytes, 1, status.st_size, file);
        documents = realloc(documents, (document_count + 1) * sizeof *documents);
        documents[document_count++] = (Document){ bytes, size };
    }
    fclose(file);
}

static int is_shown(const struct dirent *entry) { return entry->d_name[0] != '.'; }

static void add_path(const char *path)
{
    struct dirent **entries;
    int count = scandir(path, &entries, is_shown, alphasort);
    if (count < 0) { add_file(path); return; }
    for (int i = 0; i < count; i++) {
        char *name = malloc(strlen(path) + strlen(entries[i]->d_name) + 2);
        sprintf(name, "%s/%s", path, entries[i]->d_name);
        add_file(name);
        free(name);
        free(entries[i]);
    }
    free(entries);
}

static void put(Text *text, const char *bytes, size_t count)
{
    if (text->size + count > text->room) {
        text->room = 2 * (text->size + count);
        text->bytes = realloc(text->bytes, text->room);
    }
    memcpy(text->bytes + text->size, bytes, count);
    text->size += count;
}

static int is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (!strcmp(name, *names)) return 1;
    return 0;
}

static const char *const hidden[] = { "script", "style", "title", NULL };
static const char *const blocks[] = { "br", "div", "li", "p", "table", "tr", NULL };

static void start_element(void *context, const xmlChar *name, const xmlChar **attributes)
{
    Text *text = context;
    (void)attributes;
    if (is_one_of((const char *)name, hidden)) text->hidden++;
    else if (is_one_of((const char *)name, blocks)) put(text, "\n", 1);
}

static void end_element(void *context, const xmlChar *name)
{
    Text *text = context;
    if (text->hidden && is_one_of((const char *)name, hidden)) text->hidden--;
}

static void characters(void *context, const xmlChar *bytes, int count)
{
    Text *text = context;
    if (!text->hidden) put(text, (const char *)bytes, count);
}

static void convert(const Document *document, Text *text)
{
    static htmlSAXHandler handler = {
        .startElement = start_element, .endElement = end_element, .characters = characters,
    };
    text->size = 0;
    text->hidden = 0;
    htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(&handler, text, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    htmlCtxtUseOptions(parser, HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
    htmlParseChunk(parser, document->bytes, document->size, 1);
    htmlFreeParserCtxt(parser);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int count, char **words)
{
    if (count < 3) {
        fprintf(stderr, "usage: html_libxml2 ROUNDS DIR|FILE...\n");
        return 64;
    }
    for (int i = 2; i < count; i++) add_path(words[i]);
    size_t bytes = 0, text_chars = 0;
    for (size_t i = 0; i < document_count; i++) bytes += documents[i].size;
    Text text = { 0 };
    double best = 1e9;
    for (int round = atoi(words[1]); round > 0; round--) {
        double start = now();
        for (size_t i = 0; i < document_count; i++) convert(&documents[i], &text);
        double spent = now() - start;
        if (spent < best) best = spent;
    }
    for (size_t i = 0; i < document_count; i++) {
        convert(&documents[i], &text);
        for (size_t j = 0; j < text.size; j++) text_chars += (text.bytes[j] & 0xC0) != 0x80;
    }
    printf("libxml2-sax documents=%zu bytes=%zu seconds=%.4f MB/s=%.1f text_chars=%zu\n",
           document_count, bytes, best, bytes / 1e6 / best, text_chars);
    return 0;
}
