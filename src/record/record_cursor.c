/* The worker's side of split.h: going through the records of one block. */
#include "record/record_build.h"
#include "record/split.h"

void record_cursor_init(struct record_cursor *c, struct record_reader *rr,
                        const struct split_block *block, const struct record_header *header)
{
    memset(c, 0, sizeof *c);
    c->rr = rr;
    c->block = block;
    c->header = header;
    c->line = block->line;
    c->json = block->json;
    c->is_spent = block->is_header && !block->fault;
    if (block->form == SPLIT_CSV)
        csv_init(&rr->csv, block->bytes, block->sep, block->line, NULL);
}

static cordon_status too_long(uint64_t line, struct record *ret_record, struct cordon_error *err)
{
    struct split_block as_fault = { .fault = SPLIT_FAULT_LONG, .line = line };
    memset(ret_record, 0, sizeof *ret_record);
    ret_record->line = line;
    return split_fault_say(&as_fault, err);
}

static cordon_status read_object(struct record_cursor *c, str text, uint64_t line, uint32_t column,
                                 struct arena *arena, struct record *ret_record,
                                 struct cordon_error *err)
{
    const struct record_plan *plan = c->header ? c->header->plan : NULL;
    return plan ? plan_from_json(plan, text, line, column, arena, ret_record, err)
                : record_from_json(c->rr, text, line, column, arena, ret_record, err);
}

static bool next_line(struct record_cursor *c, struct arena *arena, struct record *ret_record,
                      cordon_status *ret_status, struct cordon_error *err)
{
    for (;;) {
        str rest = str_from(c->block->bytes, c->pos);
        if (rest.len == 0) return false;
        str line = str_sub(rest, 0, str_index(rest, '\n'));
        uint64_t number = c->line++;
        c->pos += line.len + 1;
        if (line.len && line.data[line.len - 1] == '\r') line.len--;
        if (str_trim(line).len == 0) continue;
        *ret_status = line.len > RECORD_TEXT_MAX
                          ? too_long(number, ret_record, err)
                          : read_object(c, line, number, 1, arena, ret_record, err);
        return true;
    }
}

/** What is wrong with the array that the records stand in, as a record that cannot be read. */
static bool array_fault(uint64_t line, const char *what, struct record *ret_record,
                        cordon_status *ret_status, struct cordon_error *err)
{
    memset(ret_record, 0, sizeof *ret_record);
    ret_record->line = line;
    *ret_status = error_at(err, CORDON_SYNTAX, STR_EMPTY, line, 0, "%s", what);
    return true;
}

static bool next_json(struct record_cursor *c, struct arena *arena, struct record *ret_record,
                      cordon_status *ret_status, struct cordon_error *err)
{
    struct split_json *j = &c->json;
    str rest = str_from(c->block->bytes, j->at);
    bool is_end = split_json_find(j, rest) == SIZE_MAX;
    if (is_end && j->begin == SIZE_MAX) {
        const char *fault = c->block->is_last ? split_json_end(j) : NULL;
        c->is_spent = true;
        return fault && array_fault(j->line, fault, ret_record, ret_status, err);
    }
    str text = str_sub(c->block->bytes, j->begin, j->at);
    const char *fault = j->fault;
    j->begin = SIZE_MAX;
    j->fault = NULL;
    c->is_spent = is_end; /* cut off inside this one, which says so */
    if (text.len > RECORD_TEXT_MAX) {
        *ret_status = too_long(j->begin_line, ret_record, err);
        return true;
    }
    if (fault) return array_fault(j->begin_line, fault, ret_record, ret_status, err);
    uint32_t column = j->begin_column < UINT32_MAX ? (uint32_t)j->begin_column : UINT32_MAX;
    *ret_status = read_object(c, text, j->begin_line, column, arena, ret_record, err);
    return true;
}

static bool next_row(struct record_cursor *c, struct arena *arena, struct record *ret_record,
                     cordon_status *ret_status, struct cordon_error *err)
{
    struct csv_reader *csv = &c->rr->csv;
    bool is_row = true;
    csv->arena = arena;
    cordon_status st = csv_next(csv, &is_row, err);
    if (!st && !is_row) return false;
    if (csv->raw.len > RECORD_TEXT_MAX)
        st = too_long(csv->line, ret_record, err);
    else if (!st)
        st = record_from_row(c->rr, c->header, arena, ret_record, err);
    else {
        memset(ret_record, 0, sizeof *ret_record);
        ret_record->line = csv->line;
    }
    *ret_status = st;
    return true;
}

bool record_cursor_next(struct record_cursor *c, struct arena *arena, struct record *ret_record,
                        cordon_status *ret_status, struct cordon_error *err)
{
    if (c->is_spent) return false;
    if (c->block->fault) {
        c->is_spent = true;
        memset(ret_record, 0, sizeof *ret_record);
        ret_record->line = c->block->line;
        *ret_status = split_fault_say(c->block, err);
        return true;
    }
    switch (c->block->form) {
    case SPLIT_LINES: return next_line(c, arena, ret_record, ret_status, err);
    case SPLIT_STREAM:
    case SPLIT_ARRAY: return next_json(c, arena, ret_record, ret_status, err);
    case SPLIT_CSV: return next_row(c, arena, ret_record, ret_status, err);
    case SPLIT_FORM_UNKNOWN: break;
    }
    return false;
}
