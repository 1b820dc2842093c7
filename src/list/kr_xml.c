/*
 * The Korean notice on persons subject to financial restrictions, as the law database answers:
 * XML around an annex of running text.
 *
 *   AdmRulService > 행정규칙기본정보 (about the notice) > 발령일자, 발령번호
 *                 > 별표 (annexes) > 별표단위 > 별표내용, CDATA:
 *
 *     금융거래등제한대상자 명단 (3명)         how many
 *     □ 국제연합 안전보장이사회 결의 1718호    a section, where the notice has them
 *       1. KIM, Chun Sam (a.k.a. ...           entries, numbered from 1
 *     ◇ 참고                                  what follows is no list
 *
 * The running number is counted anew in each notice, so an entry's own number is made of its name
 * (docs/list-formats.md).
 */
#include "list/entry.h"
#include "list/kr_text.h"
#include "list/ofac.h"
#include "list/xml.h"

#include "base/num.h"

enum {
    KR_ENTRIES_MAX = 50000, /* of a notice; ours, 45 times 2026-2 (docs/limits.md) */
    KR_SLOTS = 1 << 17,     /* of the table of numbers */
    KR_KEY_MAX = 100,       /* bytes of a number made of a name, before what tells namesakes apart */
    KR_VAIN_MAX = 1 << 30,  /* of a file; ours, every line of 2026-2 twice (docs/limits.md) */
};

struct kr {
    struct entry            e;
    const struct list_file *file;
    struct list_report     *report;
    struct arena            scratch; /* of one entry */
    struct arena            keys;    /* of the file */
    str                    *slot;    /* numbers given so far, by hash */
    struct kr_text         *text;    /* large: of the file, used anew by each entry */
    str                     section; /* the heading that entries stand under, or "" */
    uint32_t                annexes; /* with a list */
    uint32_t                taken;
};

/* --- numbers -------------------------------------------------------------------------------- */

/* Give the number to this entry; false when another has it. */
static bool take_key(struct kr *k, str key)
{
    size_t i = str_hash(key) & (KR_SLOTS - 1);
    while (k->slot[i].data) {
        if (str_eq(k->slot[i], key)) return false;
        i = (i + 1) & (KR_SLOTS - 1);
    }
    k->slot[i] = arena_str(&k->keys, key);
    return true;
}

/* The date of birth as digits, "19450311", to tell namesakes apart. */
static str birth_digits(struct kr *k, str birth)
{
    struct buf out = BUF_INIT(64);
    str digits = STR_EMPTY;
    if (birth.len && list_date(birth, &out)) {
        size_t n = 0;
        for (size_t i = 0; i < out.len; i++)
            if (byte_is_digit(out.data[i])) out.data[n++] = out.data[i];
        digits = arena_str(&k->keys, str_of(out.data, n));
    }
    if (out.failed) k->keys.failed = true;
    buf_release(&out);
    return digits;
}

/* The name; of a later namesake with the date of birth behind it; at last a count. */
static str number_of(struct kr *k, bool *ret_is_twin)
{
    str name = entry_name_key(k->text->name, KR_KEY_MAX, &k->keys);
    str birth = birth_digits(k, k->text->birth), key = name;
    *ret_is_twin = false;
    if (name.len == 0) key = name = STR("_");
    if (!k->keys.failed && take_key(k, key)) return key;
    if (birth.len) key = arena_printf(&k->keys, "%.*s.%.*s", STR_ARG(name), STR_ARG(birth));
    if (birth.len && !k->keys.failed && take_key(k, key)) return key;
    *ret_is_twin = true;
    for (unsigned n = 2; !k->keys.failed; n++) {
        key = arena_printf(&k->keys, "%.*s.%u", STR_ARG(name), n);
        if (!k->keys.failed && take_key(k, key)) break;
    }
    return key;
}

/* --- one entry ------------------------------------------------------------------------------ */

static bool holds_one(str s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_find(s, str_c(words[i]), 0) != SIZE_MAX) return true;
    return false;
}

/* North Korea, the DPRK in full, resolution 1718: in the heading of a section. */
static bool is_dprk_section(str heading)
{
    static const char *const words[] = { "북한", "조선민주주의인민공화국", "DPRK", "North Korea",
                                         "1718" };
    return holds_one(heading, words, COUNT_OF(words));
}

/* Whose measure it is, as the section says: the Security Council's, or Korea's own. */
static str origin_of(str heading)
{
    static const char *const un[] = { "안전보장이사회", "안보리", "국제연합", "유엔", "UN " };
    static const char *const own[] = { "독자", "우리 정부", "우리나라", "금융위원회", "대한민국" };
    if (holds_one(heading, un, COUNT_OF(un))) return STR("United Nations Security Council");
    return holds_one(heading, own, COUNT_OF(own)) ? STR("Republic of Korea") : STR_EMPTY;
}

static bool is_dprk(const struct kr *k)
{
    const struct kr_text *t = k->text;
    if (is_dprk_section(k->section)) return true;
    for (size_t i = 0; i < t->tag_count; i++)
        if (ofac_program_is_dprk(t->tag[i])) return true;
    return str_starts(t->un_number, STR("KPi.")) || str_starts(t->un_number, STR("KPe."));
}

static void put_sanction(struct kr *k, struct entity_src src)
{
    const struct kr_text *t = k->text;
    str origin = origin_of(k->section);
    if (t->un_number.len) origin = STR("United Nations Security Council");
    entry_sanction(&k->e, STR("Korea Financial Intelligence Unit"), k->section, is_dprk(k),
                   STR_EMPTY, src);
    for (size_t i = 0; i < t->tag_count; i++)
        entry_child_put(&k->e, FTM_PROP_PROGRAM, t->tag[i], src);
    entry_child_put(&k->e, FTM_PROP_PROVISIONS, origin, src);
    entry_child_put(&k->e, FTM_PROP_UNSC_ID, t->un_number, src);
    entry_put(&k->e, FTM_PROP_TOPICS, STR("sanction"), src);
}

static void put_names(struct kr *k, struct entity_src src)
{
    const struct kr_text *t = k->text;
    entry_put_lang(&k->e, FTM_PROP_NAME, t->name, t->is_name_hangul ? STR("kor") : STR_EMPTY, src);
    for (size_t i = 0; i < t->alias_count; i++) {
        enum kr_alias kind = t->alias[i].kind;
        enum ftm_prop prop = kind == KR_WEAK     ? FTM_PROP_WEAK_ALIAS
                             : kind == KR_FORMER ? FTM_PROP_PREVIOUS_NAME : FTM_PROP_ALIAS;
        entry_put_lang(&k->e, prop, t->alias[i].text,
                       kind == KR_HANGUL ? STR("kor") : STR_EMPTY, src);
        if (kind == KR_WEAK)
            k->report->weak_aliases++;
        else
            k->report->aliases++;
    }
}

/* The country that ends an address: "Pyongyang, Korea, North", longest tail first. */
static str country_in(str place)
{
    for (size_t at = 0; at < place.len;) {
        str code = list_country(str_trim(str_from(place, at)));
        if (code.len) return code;
        at += str_index(str_from(place, at), ',') + 1;
    }
    return STR_EMPTY;
}

static void put_places(struct kr *k, struct entity_src src)
{
    for (size_t i = 0; i < k->text->place_count; i++) {
        entry_put(&k->e, FTM_PROP_ADDRESS, k->text->place[i], src);
        entry_put(&k->e, FTM_PROP_COUNTRY, country_in(k->text->place[i]), src);
        k->report->addresses++;
    }
}

static void put_links(struct kr *k, struct entity_src src)
{
    for (size_t i = 0; i < k->text->link_count; i++) {
        entity_child(k->e.b, FTM_SCHEMA_UNKNOWN_LINK, src);
        entry_child_put(&k->e, FTM_PROP_ROLE, STR("Linked To"), src);
        entry_child_put(&k->e, FTM_PROP_NAMES_MENTIONED, k->text->link[i], src);
    }
}

/* Dates of birth first, which a Korean notice also writes as OFAC does not; then the labels. */
static void put_remarks(struct kr *k, struct entity_src src)
{
    struct buf others = BUF_INIT(ENTITY_VALUE_MAX);
    str rest = k->text->remarks, piece;
    static const str labels[] = { STR_INIT("DOB "), STR_INIT("alt. DOB "), STR_INIT("생년월일") };
    while (str_next(&rest, ';', &piece)) {
        size_t cut = 0;
        piece = str_trim(piece);
        for (size_t i = 0; i < COUNT_OF(labels) && !cut; i++)
            if (str_starts(piece, labels[i])) cut = labels[i].len;
        if (cut) {
            str date = str_trim(str_from(piece, cut));
            while (str_ends(date, STR(",")) || str_starts(date, STR(":")))
                date = str_starts(date, STR(":")) ? str_from(date, 1) : str_sub(date, 0, date.len - 1);
            entry_date(&k->e, FTM_PROP_BIRTH_DATE, "date of birth", date, src);
            k->report->pieces++;
        } else {
            if (others.len) buf_add(&others, STR("; "));
            buf_add(&others, piece);
        }
    }
    if (others.len)
        ofac_remarks_with(k->e.b, k->report, k->file->name, k->e.number, buf_str(&others), false,
                          src, NULL);
    if (others.failed) k->scratch.failed = true;
    buf_release(&others);
}

static cordon_status read_entry(struct kr *k, str text, struct entity_src src,
                                struct cordon_error *err)
{
    bool is_twin;
    if (++k->taken > KR_ENTRIES_MAX)
        return error_at(err, CORDON_LIMIT, k->file->name, src.line, 0,
                        "a notice with more than %d entries", KR_ENTRIES_MAX);
    if (text.len > ENTITY_VALUE_MAX)
        return error_at(err, CORDON_LIMIT, k->file->name, src.line, 0,
                        "the text of entry %u is longer than %d bytes; a running number is missing",
                        k->taken, ENTITY_VALUE_MAX);
    struct arena parts;
    arena_init(&parts, 8u << 20);
    bool is_named = kr_text_read(text, &parts, k->text);
    cordon_status st = parts.failed ? error_nomem(err) : CORDON_OK;
    if (!st && !is_named)
        st = error_at(err, CORDON_SYNTAX, k->file->name, src.line, 0, "entry %u has no name",
                      k->taken);
    str number = st ? STR_EMPTY : number_of(k, &is_twin);
    if (!st && k->keys.failed) st = error_nomem(err);
    if (!st) st = entry_begin(&k->e, k->text->schema, number, text, src, err);
    if (!st) {
        put_names(k, src);
        put_sanction(k, src);
        put_places(k, src);
        put_remarks(k, src);
        put_links(k, src);
        if (is_twin)
            entry_warn(&k->e, src, "the name stands twice, and no date of birth tells the two apart: "
                                   "a later notice may number them otherwise");
        if (k->text->schema == FTM_SCHEMA_LEGAL_ENTITY)
            entry_warn(&k->e, src, "nothing tells whether this is a person or an organisation");
        if (k->text->is_over) entry_warn(&k->e, src, "so many names that some are kept as notes");
        st = entry_end(&k->e, err);
    }
    arena_release(&parts);
    return st;
}

/* --- the annex ------------------------------------------------------------------------------ */

/* The running number that a line begins with, 0 when it is another line. *ret_len: its bytes with
 * the point. */
static unsigned running_number(str line, size_t *ret_len)
{
    size_t i = 0, digits = 0;
    unsigned n = 0;
    while (i < line.len && (line.data[i] == ' ' || line.data[i] == '\t')) i++;
    for (; i < line.len && byte_is_digit(line.data[i]) && digits < 6; i++, digits++)
        n = n * 10 + (unsigned)(line.data[i] - '0');
    bool is_point = digits && i < line.len && line.data[i] == '.' &&
                    !(i + 1 < line.len && byte_is_digit(line.data[i + 1]));
    *ret_len = i + 1;
    return is_point ? n : 0;
}

/* "(1,066명)": how many the annex says it names; 0 when it does not. */
static unsigned said_count(str text, size_t *ret_end)
{
    static const str people = STR_INIT("명"); /* the counter of people */
    for (size_t at = 0; (at = str_find(text, people, at)) != SIZE_MAX; at += people.len) {
        unsigned n = 0, unit = 1, digits = 0;
        size_t i = at;
        while (i && text.data[i - 1] == ' ') i--;
        for (; i && digits < 7 && (byte_is_digit(text.data[i - 1]) || text.data[i - 1] == ','); i--) {
            if (text.data[i - 1] == ',') continue;
            n += unit * (unsigned)(text.data[i - 1] - '0');
            unit *= 10;
            digits++;
        }
        while (i && text.data[i - 1] == ' ') i--;
        bool is_open = i && (text.data[i - 1] == '(' || str_ends(str_sub(text, 0, i), STR("（")) ||
                             str_ends(str_sub(text, 0, i), STR("총")));
        if (digits && is_open) {
            *ret_end = at + people.len;
            return n;
        }
    }
    return 0;
}

/* A line that ends the list: "◇ 참고" (for reference), or a table's frame. */
static bool ends_list(str line)
{
    line = str_trim(line);
    return str_starts(line, STR("┌")) ||
           (str_starts(line, STR("◇")) && str_find(line, STR("참고"), 0) != SIZE_MAX);
}

/* A line that is a section's heading: a mark in front, and words that no entry begins with. */
static bool is_heading(str line)
{
    static const char *const marks[] = { "□", "■", "○", "●", "◎", "◇", "◆", "▣", "▶", "【", "〈",
                                         "《", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ", "가.", "나.", "다.",
                                         "라.", "마.", "바.", "사." };
    static const char *const words[] = { "결의", "제재", "안보리", "안전보장", "북한", "독자", "대상",
                                         "관련", "지정", "명단", "테러", "확산" };
    bool is_marked = false;
    line = str_trim(line);
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        is_marked = is_marked || str_starts(line, str_c(marks[i]));
    return is_marked && line.len < 400 && holds_one(line, words, COUNT_OF(words));
}

/* A heading without its mark and brackets. */
static str heading_text(str line)
{
    line = str_trim(line);
    while (line.len && (unsigned char)line.data[0] >= 0x80) {
        size_t n = (unsigned char)line.data[0] >= 0xE0 ? 3 : 2;
        unsigned char b = (unsigned char)line.data[0];
        if (b >= 0xEA && b <= 0xED) break; /* hangul */
        line = str_trim(str_from(line, n));
    }
    size_t cut = str_find(line, STR("】"), 0);
    return str_trim(cut == SIZE_MAX ? line : str_sub(line, 0, cut));
}

/* A place in the file's own bytes, which only moves on: the text's lines may be sections on one line of it. */
struct place {
    str      bytes;
    size_t   at;
    uint32_t line;
    size_t   vain; /* bytes looked through for lines that stand otherwise */
};

/* The line on which `what` stands next; the place moves there. Where it stands otherwise in the file, written
 * with references or in UTF-16, the line of the place: then all the rest is looked through, so there is an end to it. */
static uint32_t line_of(struct place *p, str what)
{
    if (p->vain > KR_VAIN_MAX) return p->line;
    size_t at = str_find(p->bytes, what, p->at);
    if (at == SIZE_MAX) {
        p->vain += p->bytes.len - p->at;
        return p->line;
    }
    p->line += (uint32_t)str_count(str_sub(p->bytes, p->at, at), '\n');
    p->at = at;
    return p->line;
}

struct annex {
    str      text;
    struct place *place; /* at or before the text */
    unsigned next; /* running number that the next entry must have */
    size_t   open, open_line; /* where the entry in hand begins, behind its number */
    bool     is_open;
};

static cordon_status close_entry(struct kr *k, struct annex *a, size_t end,
                                 struct cordon_error *err)
{
    if (!a->is_open) return CORDON_OK;
    a->is_open = false;
    struct entity_src src = { .line = (uint32_t)a->open_line };
    return read_entry(k, str_trim(str_sub(a->text, a->open, end)), src, err);
}

static cordon_status read_lines(struct kr *k, struct annex *a, size_t from,
                                struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    size_t at = from, len;
    while (!st && at < a->text.len) {
        size_t end = at + str_index(str_from(a->text, at), '\n');
        str one = str_sub(a->text, at, end);
        bool is_next = running_number(one, &len) == a->next;
        if (ends_list(one)) break;
        if (is_next || is_heading(one)) st = close_entry(k, a, at, err);
        if (is_next) {
            a->open = at + len;
            a->open_line = line_of(a->place, str_trim(one));
            a->is_open = true;
            a->next++;
        } else if (!st && is_heading(one)) {
            k->section = arena_str(&k->keys, heading_text(one));
        }
        at = end + 1;
    }
    return st ? st : close_entry(k, a, at < a->text.len ? at : a->text.len, err);
}

/* One annex; forms and other tables have no count in front and are passed over. */
static cordon_status read_annex(struct kr *k, str text, struct place *place, struct cordon_error *err)
{
    struct annex a = { .text = text, .place = place, .next = 1 };
    uint32_t line = line_of(place, str_sub(text, 0, str_index(text, '\n')));
    size_t head = 0;
    unsigned said = said_count(text, &head);
    uint32_t before = k->taken;
    if (said == 0) {
        list_warn(k->report, k->file->name, line, STR_EMPTY,
                  "an annex without a count of names such as '(1066명)' passed over");
        return CORDON_OK;
    }
    head += str_index(str_from(text, head), '\n');
    k->annexes++;
    k->section = STR_EMPTY;
    cordon_status st = read_lines(k, &a, head, err);
    if (!st && k->taken - before != said)
        list_doubt(k->report, "the annex says that it names %u, and %u entries were read", said,
                   k->taken - before);
    return st;
}

/* --- the file ------------------------------------------------------------------------------- */

enum { PATH_ROOT, PATH_INFO, PATH_DATE, PATH_TITLE, PATH_ANNEXES, PATH_OTHER };

static const struct xml_path paths[] = {
    [PATH_ROOT] = { XML_OPEN, { "AdmRulService" } },
    [PATH_INFO] = { XML_RECORD, { "AdmRulService", "행정규칙기본정보" } }, /* about the notice */
    [PATH_DATE] = { XML_RECORD, { "AdmRulService", "발령일자" } },         /* day of issue */
    [PATH_TITLE] = { XML_RECORD, { "AdmRulService", "행정규칙명" } },      /* its title */
    [PATH_ANNEXES] = { XML_RECORD, { "AdmRulService", "별표" } },
    [PATH_OTHER] = { XML_SKIP, { "AdmRulService", "*" } },
};

/* "20260114", "2026.1.14." */
static void take_date(struct kr *k, str text, uint32_t line)
{
    unsigned part[3] = { 0, 0, 0 };
    size_t n = 0, digits = 0;
    for (size_t i = 0; i < text.len && n < 3; i++) {
        if (!byte_is_digit(text.data[i])) {
            if (digits) n++, digits = 0;
            continue;
        }
        part[n] = part[n] * 10 + (unsigned)(text.data[i] - '0');
        digits++;
        if (digits == (n ? 2 : 4)) n++, digits = 0;
    }
    if (part[0] < 1990 || part[0] > 2199 || part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31) {
        list_warn(k->report, k->file->name, line, STR_EMPTY,
                  "발령일자 '%.*s' is no date: the edition's age is not known", STR_ARG(text));
        return;
    }
    k->report->edition = arena_printf(k->report->arena, "%04u-%02u-%02u", part[0], part[1], part[2]);
}

static cordon_status take_title(struct kr *k, str title, uint32_t line, struct cordon_error *err)
{
    if (title.len == 0 || str_find(title, STR("제한대상자"), 0) != SIZE_MAX) return CORDON_OK;
    return error_at(err, CORDON_REFUSED, k->file->name, line, 0,
                    "this is the notice '%.*s', not the one on persons subject to restrictions",
                    (int)str_sub(title, 0, 120).len, title.data);
}

static cordon_status read_annexes(struct kr *k, const struct xml_node *node,
                                  struct place *place, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (const struct xml_node *c = node->child; c && !st; c = c->next) {
        if (xml_is(c, "별표단위")) st = read_annexes(k, c, place, err);
        if (!xml_is(c, "별표내용")) continue;
        (void)line_of(place, STR("<별표내용"));
        if (c->text.len) st = read_annex(k, c->text, place, err);
    }
    return st;
}

static cordon_status take(void *ctx, size_t path, const struct xml_node *n,
                          struct cordon_error *err)
{
    struct kr *k = ctx;
    struct place place = { .bytes = n->bytes, .line = n->line };
    switch (path) {
    case PATH_INFO:
        take_date(k, xml_text(n, "발령일자"), n->line);
        if (k->report->arena->failed) return error_nomem(err);
        return take_title(k, xml_text(n, "행정규칙명"), n->line, err);
    case PATH_DATE:
        take_date(k, n->text, n->line);
        return k->report->arena->failed ? error_nomem(err) : CORDON_OK;
    case PATH_TITLE: return take_title(k, n->text, n->line, err);
    case PATH_ANNEXES: return read_annexes(k, n, &place, err);
    default: return CORDON_OK;
    }
}

static bool recognise(const struct list_file *file)
{
    return xml_begins(file, "AdmRulService") || xml_begins(file, "Law");
}

/* "<Law>no such notice</Law>": the database says what it has not got with status 200. */
static cordon_status refuse_answer(const struct list_file *file, struct cordon_error *err)
{
    size_t at = str_find(file->bytes, STR("<Law"), 0);
    str rest = at == SIZE_MAX ? STR_EMPTY : str_from(file->bytes, at);
    rest = str_from(rest, str_index(rest, '>') + 1);
    str said = str_trim(str_sub(rest, 0, str_index(rest, '<')));
    if (!str_is_utf8(said, NULL) || said.len > 300) said = STR("no notice");
    return error_at(err, CORDON_REFUSED, file->name, 1, 0, "the law database answered '%.*s'",
                    STR_ARG(said));
}

static cordon_status read_kr(str source, const struct list_file *files, size_t count,
                             struct entity_build *b, struct list_report *report,
                             struct cordon_error *err)
{
    static const struct xml_plan plan = { .title = "the law database's answer",
                                          .paths = paths,
                                          .count = COUNT_OF(paths),
                                          .take = take,
                                          .by_lines = true };
    if (count != 1)
        return error_set(err, CORDON_ARGUMENT, "the notice is one file; %zu were given", count);
    if (xml_begins(files, "Law")) return refuse_answer(files, err);
    struct kr k = { .file = files, .report = report };
    arena_init(&k.scratch, 4u << 20);
    arena_init(&k.keys, 64u << 20);
    k.e = entry_writer(source, files->name, b, report, &k.scratch);
    k.slot = arena_calloc(&k.keys, KR_SLOTS, sizeof *k.slot);
    k.text = arena_alloc(&k.keys, sizeof *k.text);
    cordon_status st = k.slot && k.text ? xml_read(files, &plan, &k, report, err) : error_nomem(err);
    if (!st && k.annexes == 0)
        st = error_at(err, CORDON_REFUSED, files->name, 0, 0,
                      "no annex with a count of names such as '(1066명)': not the notice's list");
    if (!st) st = entry_finish(&k.e, err);
    if (!st && k.keys.failed) st = error_nomem(err);
    if (st) error_in_file(err, files->name);
    arena_release(&k.keys);
    arena_release(&k.scratch);
    return st;
}

const struct list_format list_kr_xml = { "kr_xml", recognise, read_kr };
