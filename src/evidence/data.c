/*
 * Opening label data: the built-in tables and the user's own files.
 *
 * An own file is CSV with the header kind,cidr,date,source; cidr is an address, a range or AS64500.
 * A row that cannot be read fails the opening: a list half read would look like "not on it".
 */
#include "evidence/data.h"

#include "base/csv.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/num.h"
#include "os/os.h"

#include "evidence/net_table.h"

#include <stdio.h>
#include <stdlib.h>

struct asn_label {
    uint32_t asn, kinds;
};

struct evidence_data {
    struct nets       nets;
    struct asn_label *asns; /* by number */
    size_t            asn_count;
    struct mmdb      *country_db, *asn_db;
    struct arena      arena; /* labels of own files */
    bool              has_server;
    struct point      server;
};

/* --- what is being put together ----------------------------------------------------------------- */

struct gather {
    struct evidence_data *d;
    struct net_range     *range;
    size_t                count, room;
    size_t                asn_room;
    struct net_label     *last; /* of own files: rows with equal words share one */
    struct cordon_error  *err;
    cordon_status         st;
    const char           *folder;
};

static bool add_range(struct gather *g, struct net_range r)
{
    if (g->count == g->room) {
        size_t room = g->room ? 2 * g->room : 1024;
        struct net_range *more = mem_realloc(g->range, room * sizeof *more);
        if (!more) return false;
        g->range = more;
        g->room = room;
    }
    g->range[g->count++] = r;
    return true;
}

static bool add_asn(struct gather *g, uint32_t asn, uint32_t kinds)
{
    struct evidence_data *d = g->d;
    if (d->asn_count == g->asn_room) {
        size_t room = g->asn_room ? 2 * g->asn_room : 256;
        struct asn_label *more = mem_realloc(d->asns, room * sizeof *more);
        if (!more) return false;
        d->asns = more;
        g->asn_room = room;
    }
    d->asns[d->asn_count++] = (struct asn_label){ asn, kinds };
    return true;
}

static bool add_built_in(struct gather *g)
{
    g->room = LABEL_NETS;
    g->range = mem_alloc(g->room * sizeof *g->range);
    if (!g->range) return false;
    for (size_t i = 0; i < LABEL_NETS; i++) {
        uint64_t first = UINT64_C(0xFFFF) << 32 | label_net_first[i];
        uint64_t size = UINT64_C(1) << (32 - label_net_bits[i]);
        g->range[g->count++] = (struct net_range){ { 0, first }, { 0, first + size - 1 },
                                                   &label_nets[label_net_label[i]] };
    }
    for (size_t i = 0; i < LABEL_ASNS; i++)
        if (!add_asn(g, label_asn[i], NET_BIT(label_asn_kind[i]))) return false;
    return true;
}

/* --- own files ---------------------------------------------------------------------------------- */

static const struct net_label *own_label(struct gather *g, enum net_kind kind, int32_t day,
                                         str source)
{
    struct net_label *l = g->last;
    if (l && l->kind == kind && l->day == day && str_eq(l->source, source)) return l;
    l = arena_alloc(&g->d->arena, sizeof *l);
    if (!l) return NULL;
    *l = (struct net_label){ (uint8_t)kind, day, arena_str(&g->d->arena, source) };
    g->last = l;
    return g->d->arena.failed ? NULL : l;
}

/* Ranges this wide are slips of the pen: they would label a part of the whole net. */
static bool is_too_wide(const struct net_range *r)
{
    if (ip_is_v4(r->first)) return r->last.low - r->first.low >= UINT64_C(1) << 25;
    return r->first.high == 0 || r->last.high - r->first.high >= UINT64_C(1) << 48;
}

static cordon_status bad_row(struct gather *g, const struct csv_reader *csv, size_t cell,
                             const char *what)
{
    return error_at(g->err, CORDON_SYNTAX, STR_EMPTY, csv->line, 0, "%s '%.*s'", what,
                    STR_ARG(csv->cell[cell]));
}

static cordon_status own_row(struct gather *g, const struct csv_reader *csv)
{
    struct net_range r = { .label = NULL };
    struct date day;
    uint64_t asn;
    enum net_kind kind = net_kind_find(str_trim(csv->cell[0]));
    str cidr = str_trim(csv->cell[1]);
    if (csv->count != 4)
        return error_at(g->err, CORDON_SYNTAX, STR_EMPTY, csv->line, 0,
                        "%zu cells; a row is kind,cidr,date,source", csv->count);
    if (kind == NET_KINDS) return bad_row(g, csv, 0, "unknown kind of network");
    if (!date_read(str_trim(csv->cell[2]), &day) || day.precision != DATE_DAY)
        return bad_row(g, csv, 2, "no date");
    if (str_starts_nocase(cidr, STR("AS"))) {
        if (!num_parse_u64(str_from(cidr, 2), UINT32_MAX, &asn))
            return bad_row(g, csv, 1, "no number of a network");
        return add_asn(g, (uint32_t)asn, NET_BIT(kind)) ? CORDON_OK : error_nomem(g->err);
    }
    if (!ip_read_net(cidr, &r.first, &r.last)) return bad_row(g, csv, 1, "no address or range");
    if (is_too_wide(&r)) return bad_row(g, csv, 1, "wider than /8 or, in IPv6, /16:");
    r.label = own_label(g, kind, day.first, str_trim(csv->cell[3]));
    if (g->count >= LABEL_ROWS_MAX)
        return error_set(g->err, CORDON_LIMIT, "more than %d rows of labels", LABEL_ROWS_MAX);
    return r.label && add_range(g, r) ? CORDON_OK : error_nomem(g->err);
}

static cordon_status own_rows(struct gather *g, str text)
{
    struct csv_reader *csv = mem_alloc(sizeof *csv);
    struct arena cells;
    bool is_row = false, is_header = true;
    if (!csv) return error_nomem(g->err);
    arena_init(&cells, 1u << 20);
    csv_init(csv, text, ',', 1, &cells);
    cordon_status st;
    while (!(st = csv_next(csv, &is_row, g->err)) && is_row) {
        if (csv->cell[0].len && csv->cell[0].data[0] == '#') continue;
        if (is_header && !str_eq(csv->raw, STR("kind,cidr,date,source")))
            st = error_at(g->err, CORDON_SYNTAX, STR_EMPTY, csv->line, 0,
                          "the header is not kind,cidr,date,source");
        else if (!is_header)
            st = own_row(g, csv);
        if (st) break;
        is_header = false;
        arena_reset(&cells);
    }
    arena_release(&cells);
    mem_free(csv);
    return st;
}

static bool own_file(void *ctx, const char *name, bool is_folder)
{
    struct gather *g = ctx;
    struct os_file file = OS_FILE_INIT;
    char path[4096];
    if (is_folder || !str_ends(str_c(name), STR(".csv"))) return true;
    if (snprintf(path, sizeof path, "%s/%s", g->folder, name) >= (int)sizeof path) {
        g->st = error_set(g->err, CORDON_ARGUMENT, "the path of '%s' is too long", name);
        return false;
    }
    g->st = os_file_read(path, &file, g->err);
    if (!g->st && file.bytes.len > LABEL_FILE_MAX)
        g->st = error_set(g->err, CORDON_LIMIT, "more than %d bytes", LABEL_FILE_MAX);
    if (!g->st && !str_is_utf8(file.bytes, NULL))
        g->st = error_set(g->err, CORDON_SYNTAX, "is not UTF-8");
    if (!g->st) g->st = own_rows(g, file.bytes);
    if (g->st) error_in_file(g->err, str_c(path));
    os_file_unmap(&file);
    return g->st == CORDON_OK;
}

/* --- opening ------------------------------------------------------------------------------------ */

static int by_asn(const void *x, const void *y)
{
    const struct asn_label *a = x, *b = y;
    if (a->asn != b->asn) return a->asn < b->asn ? -1 : 1;
    return (a->kinds > b->kinds) - (a->kinds < b->kinds);
}

static void join_asns(struct evidence_data *d)
{
    size_t kept = 0;
    if (d->asn_count) qsort(d->asns, d->asn_count, sizeof *d->asns, by_asn);
    for (size_t i = 0; i < d->asn_count; i++) {
        if (kept && d->asns[kept - 1].asn == d->asns[i].asn) d->asns[kept - 1].kinds |= d->asns[i].kinds;
        else d->asns[kept++] = d->asns[i];
    }
    d->asn_count = kept;
}

static cordon_status open_sources(struct gather *g, const struct evidence_sources *s)
{
    struct evidence_data *d = g->d;
    cordon_status st = CORDON_OK;
    for (size_t i = 0; s && i < s->folder_count && !st; i++) {
        g->folder = s->folders[i];
        st = os_folder_list(g->folder, own_file, g, g->err);
        if (!st) st = g->st;
    }
    if (!st && s && s->country_db) st = mmdb_open(s->country_db, &d->country_db, g->err);
    if (!st && s && s->asn_db) st = mmdb_open(s->asn_db, &d->asn_db, g->err);
    if (!st && s && s->server_place.len) {
        d->has_server = point_of_city(s->server_place, STR_EMPTY, &d->server);
        if (!d->has_server)
            st = error_set(g->err, CORDON_ARGUMENT, "unknown place '%.*s'; write city and country",
                           STR_ARG(s->server_place));
    }
    return st;
}

cordon_status evidence_data_open(const struct evidence_sources *sources,
                                 struct evidence_data **ret_data, struct cordon_error *err)
{
    struct gather g = { .err = err };
    cordon_status st = CORDON_OK;
    g.d = mem_calloc(1, sizeof *g.d);
    if (!g.d) return error_nomem(err);
    arena_init(&g.d->arena, 1u << 30);
    if (!add_built_in(&g)) st = error_nomem(err);
    if (!st) st = open_sources(&g, sources);
    if (!st) st = nets_build(&g.d->nets, g.range, g.count, err);
    join_asns(g.d);
    mem_free(g.range);
    if (st) {
        evidence_data_free(g.d);
        return st;
    }
    *ret_data = g.d;
    return CORDON_OK;
}

void evidence_data_free(struct evidence_data *d)
{
    if (!d) return;
    nets_release(&d->nets);
    mem_free(d->asns);
    mmdb_close(d->country_db);
    mmdb_close(d->asn_db);
    arena_release(&d->arena);
    mem_free(d);
}

/* --- asking ------------------------------------------------------------------------------------- */

uint32_t data_asn(const struct evidence_data *d, uint32_t asn)
{
    size_t from = 0, to = d->asn_count;
    while (from < to) {
        size_t mid = (from + to) / 2;
        if (d->asns[mid].asn == asn) return d->asns[mid].kinds;
        if (d->asns[mid].asn < asn) from = mid + 1;
        else to = mid;
    }
    return 0;
}

void data_ip(const struct evidence_data *d, struct ip a, struct ip_facts *ret)
{
    const struct net_set *s = nets_find(&d->nets, a);
    uint32_t asn = 0;
    *ret = (struct ip_facts){ .kinds = s->kinds, .published = s->published, .dprk = s->dprk };
    if (d->country_db) mmdb_find(d->country_db, a, ret, &asn);
    if (d->asn_db) mmdb_find(d->asn_db, a, ret, &asn);
    if (asn) ret->kinds |= data_asn(d, asn);
}

bool data_server(const struct evidence_data *d, struct point *ret)
{
    if (d->has_server) *ret = d->server;
    return d->has_server;
}
