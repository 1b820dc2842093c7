/* One line that says how far a long job is. */
#include "cli/progress.h"

#include "cli/term.h"
#include "os/os.h"

#include <inttypes.h>

#define SECOND_NS UINT64_C(1000000000)

enum { STDERR = 2 };

/* Decimal units, one digit behind the point: 12345678 -> "12.3 MB". */
static void add_size(uint64_t bytes, struct buf *out)
{
    static const char *const units[] = { "kB", "MB", "GB", "TB", "PB", "EB" };
    uint64_t unit = 1000;
    size_t u = 0;
    if (bytes < unit) {
        buf_printf(out, "%" PRIu64 " B", bytes);
        return;
    }
    while (u < 5 && bytes / unit >= 1000) {
        unit *= 1000;
        u++;
    }
    buf_printf(out, "%" PRIu64 ".%" PRIu64 " %s", bytes / unit, bytes % unit / (unit / 10),
               units[u]);
}

static void add_duration(uint64_t s, struct buf *out)
{
    if (s >= 3600) buf_printf(out, "%" PRIu64 ":%02u:", s / 3600, (unsigned)(s / 60 % 60));
    else buf_printf(out, "%u:", (unsigned)(s / 60));
    buf_printf(out, "%02u", (unsigned)(s % 60));
}

void progress_line(const char *what, uint64_t done, uint64_t total, uint64_t elapsed_ns,
                   unsigned width, struct buf *out)
{
    struct buf line = BUF_INIT(4096);
    uint64_t elapsed_ms = elapsed_ns / 1000000;
    /* bytes a second; dividing first keeps the product inside 64 bits at any size */
    uint64_t rate = !elapsed_ms ? 0
                    : done < UINT64_MAX / 1000 ? done * 1000 / elapsed_ms
                                               : done / elapsed_ms * 1000;
    term_clean(str_c(what), &line);
    buf_add(&line, STR("  "));
    add_size(done, &line);
    if (total) {
        buf_add(&line, STR(" of "));
        add_size(total, &line);
        uint64_t percent = total < 100 ? done * 100 / total : done / (total / 100);
        buf_printf(&line, "  %u%%", (unsigned)(percent > 100 ? 100 : percent));
    }
    buf_add(&line, STR("  "));
    add_size(rate, &line);
    buf_add(&line, STR("/s"));
    if (total > done && rate) {
        buf_add(&line, STR("  "));
        add_duration((total - done) / rate, &line);
        buf_add(&line, STR(" left"));
    }
    buf_add(out, term_fit(buf_str(&line), width));
    buf_release(&line);
}

void progress_init(struct progress *p, const char *what, uint64_t total, bool is_quiet)
{
    *p = (struct progress){ .what = what, .total = total, .start_ns = os_ticks_ns() };
    p->is_on = !is_quiet && os_is_terminal(STDERR);
}

/* The talk of a job must never fail it: a line that cannot be drawn is left out. */
static void draw(str line)
{
    struct buf all = BUF_INIT(8192);
    buf_add(&all, STR("\r\033[K"));
    buf_add(&all, line);
    cordon_status st = all.failed ? CORDON_OK : os_write_all(STDERR, buf_str(&all), NULL);
    (void)st;
    buf_release(&all);
}

void progress_update(struct progress *p, uint64_t done)
{
    if (!p->is_on) return;
    uint64_t now = os_ticks_ns(), elapsed = now - p->start_ns;
    if (elapsed < SECOND_NS || (p->shown_ns && now - p->shown_ns < SECOND_NS / 10)) return;
    struct buf line = BUF_INIT(4096);
    unsigned width = os_terminal_width(STDERR);
    progress_line(p->what, done, p->total, elapsed, width > 1 ? width - 1 : 1, &line);
    draw(buf_str(&line));
    buf_release(&line);
    p->shown_ns = now;
}

void progress_end(struct progress *p)
{
    if (p->is_on && p->shown_ns) draw(STR_EMPTY);
    p->shown_ns = 0;
}
