/*
 * Cutting a file into blocks of whole records.
 *
 * One thread does this for all workers, so it does as little as the form allows: JSON Lines are
 * cut at the last line feed, CSV after counting quotes, other JSON after counting brackets.
 */
#include "record/split.h"

/* Something was done without a block: look again at what is left of the window. */
#define AGAIN ((enum split_step)(SPLIT_DONE + 1))

static const struct split_json json_begin = { .line = 1, .column = 1, .begin = SIZE_MAX };

void split_init(struct split *s, enum split_form form)
{
    memset(s, 0, sizeof *s);
    s->form = form;
    s->line = 1;
    s->json = json_begin;
}

/* --- blocks --------------------------------------------------------------------------------- */

static enum split_step give(const struct split *s, str bytes, struct split_block *ret)
{
    memset(ret, 0, sizeof *ret);
    ret->bytes = bytes;
    ret->line = s->line;
    ret->form = s->form;
    ret->sep = s->sep;
    ret->json = s->json_front;
    ret->is_last = s->is_done;
    return SPLIT_BLOCK;
}

static enum split_step give_fault(const struct split *s, enum split_fault fault, uint64_t line,
                                  struct split_block *ret)
{
    give(s, STR_EMPTY, ret);
    ret->fault = fault;
    ret->line = line;
    ret->is_header = s->form == SPLIT_CSV && !s->has_header;
    return SPLIT_BLOCK;
}

cordon_status split_fault_say(const struct split_block *block, struct cordon_error *err)
{
    if (block->fault == SPLIT_FAULT_QUOTE)
        return error_at(err, CORDON_SYNTAX, STR_EMPTY, block->line, 0,
                        "quote that opens on this line is never closed within the %d bytes of a "
                        "record",
                        RECORD_TEXT_MAX);
    return error_at(err, CORDON_LIMIT, STR_EMPTY, block->line, 0,
                    "record that begins here is longer than %d bytes; is a quote or bracket "
                    "never closed?",
                    RECORD_TEXT_MAX);
}

/** May a record of this many bytes, its line end not yet seen, still be short enough? One more may
 *  be the CR of its line end. */
static bool is_too_long(size_t len)
{
    return len > RECORD_TEXT_MAX + 1;
}

/* --- the form ------------------------------------------------------------------------------- */

static str skip_blanks(str s)
{
    while (s.len && byte_is_blank(s.data[0])) s = str_from(s, 1);
    return s;
}

/** Is the first line, `line`, the beginning of an object spread over lines? `next` is what follows. */
static bool goes_on(const struct split_json *json, str line, str next)
{
    char last = line.len ? line.data[line.len - 1] : '\0';
    if (json->in_string) return false; /* a broken line: no string goes over a line end */
    if (last == '{' || last == '[' || last == ',' || last == ':') return true;
    return next.len && next.data[0] != '{';
}

/** Objects: one a line, or spread over lines? UNKNOWN when more must be seen. */
static enum split_form object_form(str text, bool is_all)
{
    struct split_json json = json_begin;
    json.form = SPLIT_STREAM;
    size_t line_end = str_index(text, '\n');
    if (line_end == text.len) return is_all ? SPLIT_LINES : SPLIT_FORM_UNKNOWN;
    str line = str_sub(text, 0, line_end), next = skip_blanks(str_from(text, line_end));
    size_t end = split_json_find(&json, line);
    if (end != SIZE_MAX) /* whole on its line: alone there? */
        return str_trim(str_from(line, end)).len ? SPLIT_STREAM : SPLIT_LINES;
    if (next.len == 0 && !is_all) return SPLIT_FORM_UNKNOWN;
    return goes_on(&json, str_trim(line), next) ? SPLIT_STREAM : SPLIT_LINES;
}

/** @param text  begins with the file's first byte that is no blank */
static enum split_form find_form(str text, bool is_all)
{
    if (text.len == 0) return is_all ? SPLIT_LINES : SPLIT_FORM_UNKNOWN;
    if (text.data[0] == '[') return SPLIT_ARRAY;
    if (text.data[0] == '{') return object_form(text, is_all);
    char sep;
    return csv_guess_sep(text, &sep) || is_all ? SPLIT_CSV : SPLIT_FORM_UNKNOWN;
}

/** Find out what the file is; a byte-order mark is taken. */
static enum split_step begin(struct split *s, str window, bool is_end, size_t *taken)
{
    bool is_all = is_end || is_too_long(window.len);
    window = str_sub(window, 0, RECORD_TEXT_MAX + 2); /* the same answer, however it is fed */
    size_t mark = str_starts(window, STR("\xEF\xBB\xBF")) ? 3 : 0;
    str text = skip_blanks(str_from(window, mark));
    if (window.len < 3 && !is_end) return SPLIT_MORE;
    enum split_form found = find_form(text, is_all);
    if (found == SPLIT_FORM_UNKNOWN) return SPLIT_MORE;
    if (s->form == SPLIT_FORM_UNKNOWN) s->form = found;
    *taken = mark;
    csv_guess_sep(text, &s->sep);
    s->csv = (struct csv_scan){ .sep = s->sep, .line = 1 };
    s->json.form = (uint8_t)s->form;
    s->json_front = s->json;
    s->is_begun = true;
    return AGAIN;
}

/* --- JSON Lines ----------------------------------------------------------------------------- */

static enum split_step next_lines(struct split *s, str window, bool is_end,
                                  struct split_block *ret, size_t *taken)
{
    size_t end = window.len;
    if (s->is_skipping) {
        size_t i = str_index(window, '\n');
        bool is_found = i < window.len;
        *taken = is_found ? i + 1 : window.len;
        s->line += is_found;
        s->is_skipping = !is_found;
        return is_found ? AGAIN : is_end ? SPLIT_DONE : SPLIT_MORE;
    }
    while (end > s->seen && window.data[end - 1] != '\n') end--;
    if (end > s->seen) {
        str bytes = str_sub(window, 0, end);
        *taken = end;
        s->seen = window.len - end;
        give(s, bytes, ret);
        s->line += str_count(bytes, '\n');
        return SPLIT_BLOCK;
    }
    s->seen = window.len;
    if (is_too_long(window.len)) {
        *taken = window.len;
        s->seen = 0;
        s->is_skipping = true;
        return give_fault(s, SPLIT_FAULT_LONG, s->line, ret);
    }
    if (!is_end) return SPLIT_MORE;
    s->is_done = true;
    *taken = window.len;
    return window.len ? give(s, window, ret) : SPLIT_DONE;
}

/* --- other JSON ----------------------------------------------------------------------------- */

/** The first `taken` bytes leave the window. */
static void json_taken(struct split *s, size_t taken)
{
    s->json.at -= taken;
    if (s->json.begin != SIZE_MAX) s->json.begin = s->json.begin > taken ? s->json.begin - taken : 0;
}

/** Everything up to here leaves the window, and the next block begins here. */
static void json_restart(struct split *s, size_t *taken)
{
    *taken = s->json.at;
    json_taken(s, *taken);
    s->json_front = s->json;
    s->line = s->json.line;
}

/** What stands before the record in hand leaves the window. */
static void json_to_begin(struct split *s, size_t *taken)
{
    *taken = s->json.begin;
    json_taken(s, *taken);
    s->json_front = s->json;
    split_json_rewind(&s->json_front);
    s->line = s->json_front.line;
}

static enum split_step json_end(struct split *s, str window, struct split_block *ret,
                                size_t *taken)
{
    bool has_more = s->json.begin != SIZE_MAX || split_json_end(&s->json);
    s->is_done = true;
    *taken = window.len;
    if (!has_more || s->is_skipping) return SPLIT_DONE;
    return give(s, window, ret);
}

static enum split_step next_json(struct split *s, str window, bool is_end,
                                 struct split_block *ret, size_t *taken)
{
    struct split_json behind = s->json;
    size_t last = 0;
    while (split_json_find(&s->json, str_from(window, s->json.at)) != SIZE_MAX) {
        s->json.begin = SIZE_MAX;
        s->json.fault = NULL; /* told by whoever reads the record */
        if (s->is_skipping) {
            s->is_skipping = false;
            json_restart(s, taken);
            return AGAIN;
        }
        behind = s->json;
        last = s->json.at;
    }
    if (last) {
        give(s, str_sub(window, 0, last), ret);
        *taken = last;
        json_taken(s, last);
        behind.at = 0;
        s->json_front = behind;
        s->line = behind.line;
        return SPLIT_BLOCK;
    }
    bool is_open = s->json.begin != SIZE_MAX;
    if (is_open && !s->is_skipping && window.len - s->json.begin > RECORD_TEXT_MAX) {
        give_fault(s, SPLIT_FAULT_LONG, s->json.begin_line, ret);
        s->is_skipping = true;
        s->json.fault = NULL;
        json_restart(s, taken);
        return SPLIT_BLOCK;
    }
    if (is_end) return json_end(s, window, ret, taken);
    if (!is_open || s->is_skipping)
        json_restart(s, taken);
    else
        json_to_begin(s, taken);
    return SPLIT_MORE;
}

/* --- CSV ------------------------------------------------------------------------------------ */

/** Read on from `taken`, where a row begins on `line`. */
static void csv_restart(struct split *s, uint64_t line)
{
    s->seen = 0;
    s->line = line;
    s->csv = (struct csv_scan){ .sep = s->sep, .line = line };
}

/** End of this line in the window, or SIZE_MAX when it is the window's last. */
static size_t end_of_line(const struct split *s, str window, uint64_t wanted)
{
    size_t at = 0;
    for (uint64_t line = s->line; line <= wanted; line++) {
        at += str_index(str_from(window, at), '\n') + 1;
        if (at > window.len) return SIZE_MAX;
    }
    return at;
}

/** A quote that never closes costs its own line; the lines it swallowed are read again. */
static enum split_step give_quote(struct split *s, str window, struct split_block *ret,
                                  size_t *taken)
{
    uint64_t line = csv_scan_is_quoted(&s->csv) ? s->csv.quote_line : s->line;
    size_t end = end_of_line(s, window, line);
    give_fault(s, SPLIT_FAULT_QUOTE, line, ret);
    s->is_done = !s->has_header;
    if (end != SIZE_MAX && s->rewinds < SPLIT_REWINDS_MAX && !s->is_skipping) {
        s->rewinds++;
        *taken = end;
        csv_restart(s, line + 1);
        return SPLIT_BLOCK;
    }
    *taken = window.len;
    s->is_skipping = true;
    csv_restart(s, s->csv.line);
    return SPLIT_BLOCK;
}

/** No row ends in the window. */
static enum split_step csv_open_row(struct split *s, str window, bool is_end,
                                    struct split_block *ret, size_t *taken)
{
    bool is_long = is_too_long(window.len);
    s->seen = window.len;
    bool has_lines = s->csv.line > s->line; /* only quotes bring lines into a row */
    if ((is_end && csv_scan_is_quoted(&s->csv)) || (is_long && has_lines && !s->is_skipping))
        return give_quote(s, window, ret, taken);
    if (s->is_skipping) {
        *taken = window.len;
        s->seen = 0;
        s->is_done = is_end;
        return is_end ? SPLIT_DONE : SPLIT_MORE;
    }
    if (is_long) {
        give_fault(s, SPLIT_FAULT_LONG, s->line, ret);
        s->is_done = !s->has_header;
        s->is_skipping = true;
        *taken = window.len;
        s->seen = 0;
        return SPLIT_BLOCK;
    }
    if (!is_end) return SPLIT_MORE;
    s->is_done = true;
    *taken = window.len;
    if (str_ends(window, STR("\x1A"))) window.len--; /* the end mark of old programs */
    if (window.len == 0) return SPLIT_DONE;
    give(s, window, ret);
    ret->is_header = !s->has_header;
    return SPLIT_BLOCK;
}

static enum split_step give_header(struct split *s, str row, struct split_block *ret)
{
    if (str_eq(row, STR("\n")) || str_eq(row, STR("\r\n"))) return AGAIN;
    give(s, row, ret);
    ret->is_header = true;
    s->has_header = true;
    return SPLIT_BLOCK;
}

static enum split_step next_csv(struct split *s, str window, bool is_end, struct split_block *ret,
                                size_t *taken)
{
    size_t last = 0, n;
    uint64_t line = s->csv.line;
    while ((n = csv_scan_row(&s->csv, str_from(window, s->seen))) != SIZE_MAX) {
        s->seen += n;
        last = s->seen;
        line = s->csv.line;
        if (!s->has_header || s->is_skipping) break;
    }
    if (last == 0) return csv_open_row(s, window, is_end, ret, taken);
    enum split_step step = AGAIN;
    str rows = str_sub(window, 0, last);
    if (s->is_skipping)
        s->is_skipping = false;
    else if (!s->has_header)
        step = give_header(s, rows, ret);
    else
        step = give(s, rows, ret);
    *taken = last;
    s->seen = n == SIZE_MAX ? window.len - last : 0;
    s->line = line;
    return step;
}

/* --- one step ------------------------------------------------------------------------------- */

static enum split_step next(struct split *s, str window, bool is_end, struct split_block *ret,
                            size_t *taken)
{
    if (s->is_done) return SPLIT_DONE;
    if (!s->is_begun) return begin(s, window, is_end, taken);
    switch (s->form) {
    case SPLIT_LINES: return next_lines(s, window, is_end, ret, taken);
    case SPLIT_STREAM:
    case SPLIT_ARRAY: return next_json(s, window, is_end, ret, taken);
    case SPLIT_CSV: return next_csv(s, window, is_end, ret, taken);
    case SPLIT_FORM_UNKNOWN: break;
    }
    return SPLIT_DONE;
}

enum split_step split_next(struct split *s, str window, bool is_end, struct split_block *ret_block,
                           size_t *ret_taken)
{
    enum split_step step;
    size_t taken;
    *ret_taken = 0;
    do { /* what is passed over leaves the window without a word */
        taken = 0;
        step = next(s, str_from(window, *ret_taken), is_end, ret_block, &taken);
        *ret_taken += taken;
    } while (step == AGAIN);
    return step;
}
