/*
 * Where JSON records end: brackets and strings are counted, nothing else is understood.
 *
 * Only the frame around the records is checked here, that is the commas and the bracket of an
 * array; what stands in a record is the JSON reader's business, which sees every byte again.
 */
#include "record/split.h"

#include "base/scan.h"

enum phase {
    BEFORE_ARRAY = 0,
    AT_FIRST, /* behind '[' */
    BEHIND_RECORD,
    BEHIND_COMMA,
    BEHIND_ARRAY,
};

static uint64_t base_of(const struct split_json *j)
{
    return j->form == SPLIT_ARRAY && j->phase != BEFORE_ARRAY && j->phase != BEHIND_ARRAY;
}

static void step(struct split_json *j, char c)
{
    j->at++;
    j->column++;
    if (c != '\n') return;
    j->line++;
    j->column = 1;
}

static void begin_record(struct split_json *j)
{
    j->begin = j->at;
    j->begin_line = j->line;
    j->begin_column = j->column;
    if (j->form != SPLIT_ARRAY || j->fault) return;
    if (j->phase == BEHIND_RECORD) j->fault = "',' is missing between two records";
    if (j->phase == BEHIND_ARRAY) j->fault = "something stands behind the array";
}

/** A byte between records. @return false when a record begins with it */
static bool take_between(struct split_json *j, char c)
{
    if (byte_is_blank(c)) return true;
    if (j->form != SPLIT_ARRAY) return false;
    if (c == '[' && j->phase == BEFORE_ARRAY) {
        j->phase = AT_FIRST;
        j->depth = 1;
        return true;
    }
    if (j->phase == BEFORE_ARRAY || j->phase == BEHIND_ARRAY) return false;
    if (c == ',') {
        if (j->phase != BEHIND_RECORD && !j->fault) j->fault = "a record is missing before ','";
        j->phase = BEHIND_COMMA;
        return true;
    }
    if (c == ']') {
        if (j->phase == BEHIND_COMMA && !j->fault) j->fault = "a record is missing behind ','";
        j->phase = BEHIND_ARRAY;
        j->depth = 0;
        return true;
    }
    return false;
}

/** Inside a string: go to its end or the end of the bytes. */
static void take_string(struct split_json *j, str bytes, size_t *at)
{
    while (*at < bytes.len) {
        bool high = false;
        if (!j->in_escape) {
            size_t n = scan_plain(bytes, *at, &high);
            *at += n;
            j->at += n;
            j->column += n;
            if (*at == bytes.len) return;
        }
        char c = bytes.data[(*at)++];
        step(j, c);
        if (j->in_escape)
            j->in_escape = false;
        else if (c == '\\')
            j->in_escape = true;
        else if (c == '"') {
            j->in_string = false;
            return;
        }
    }
}

/** A byte of a record, outside strings. @return true when the record ends behind it */
static bool take_inside(struct split_json *j, char c)
{
    uint64_t base = base_of(j);
    if (c == '"') {
        j->in_string = true;
        if (j->depth == base) j->in_word = true;
        return false;
    }
    if (c == '{' || c == '[') {
        j->depth++;
        return false;
    }
    if (c == '}' || c == ']') {
        if (j->depth > base) j->depth--;
        return j->depth == base;
    }
    if (j->depth == base) j->in_word = true;
    return false;
}

/** Does a word, a record that is no object, end before this byte? */
static bool ends_word(const struct split_json *j, char c)
{
    if (!j->in_word || j->depth != base_of(j)) return false;
    return byte_is_blank(c) || (j->form == SPLIT_ARRAY && (c == ',' || c == ']'));
}

static void end_record(struct split_json *j)
{
    j->in_word = false;
    if (j->form == SPLIT_ARRAY && j->phase != BEHIND_ARRAY && j->phase != BEFORE_ARRAY)
        j->phase = BEHIND_RECORD;
}

size_t split_json_find(struct split_json *j, str bytes)
{
    size_t at = 0;
    while (at < bytes.len) {
        if (j->in_string) {
            take_string(j, bytes, &at);
            continue;
        }
        char c = bytes.data[at];
        if (j->begin == SIZE_MAX) {
            if (take_between(j, c)) {
                step(j, c);
                at++;
                continue;
            }
            begin_record(j);
        } else if (ends_word(j, c)) {
            end_record(j);
            return at;
        }
        bool is_end = take_inside(j, c);
        step(j, c);
        at++;
        if (is_end) {
            end_record(j);
            return at;
        }
    }
    return SIZE_MAX;
}

void split_json_rewind(struct split_json *j)
{
    j->depth = base_of(j);
    j->line = j->begin_line;
    j->column = j->begin_column;
    j->at = 0;
    j->begin = SIZE_MAX;
    j->in_string = j->in_escape = j->in_word = false;
}

const char *split_json_end(const struct split_json *json)
{
    if (json->fault) return json->fault;
    if (json->form != SPLIT_ARRAY || json->phase == BEHIND_ARRAY) return NULL;
    return "the array does not end; is the file cut off?";
}
