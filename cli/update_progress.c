/* One line a source on a terminal, drawn over and over. */
#include "cli/update.h"

#include "cli/progress.h"
#include "os/os.h"

#define SECOND_NS UINT64_C(1000000000)

enum { STDERR = 2, LINES_MAX = 20 };

void update_progress_init(struct update_progress *p, bool is_quiet)
{
    *p = (struct update_progress){ .start_ns = os_ticks_ns(), .lines = BUF_INIT(64 << 10) };
    p->is_on = !is_quiet && os_is_terminal(STDERR);
}

/* The talk of a job must never fail it: a line that cannot be drawn is left out. */
static void draw(struct update_progress *p)
{
    struct buf all = BUF_INIT(128 << 10);
    if (p->drawn) buf_printf(&all, "\033[%zuA", p->drawn);
    buf_add(&all, STR("\r\033[J"));
    buf_add(&all, buf_str(&p->lines));
    if (!all.failed) (void)!os_write_all(STDERR, buf_str(&all), NULL);
    p->drawn = p->count;
    buf_release(&all);
}

static void add_line(struct update_progress *p, const struct cordon_update_progress *one)
{
    struct buf line = BUF_INIT(4096), what = BUF_INIT(256);
    unsigned width = os_terminal_width(STDERR);
    buf_printf(&what, "%-16.*s %s", STR_ARG(one->source), one->phase);
    buf_add_byte(&what, '\0');
    uint64_t elapsed = os_ticks_ns() - p->start_ns;
    if (!what.failed)
        progress_line(what.data, one->bytes, one->total, elapsed, width > 1 ? width - 1 : 1, &line);
    buf_add(&p->lines, buf_str(&line));
    buf_add_byte(&p->lines, '\n');
    p->count++;
    buf_release(&line);
    buf_release(&what);
}

void update_progress_take(struct update_progress *p, const struct cordon_update_progress *one)
{
    if (!p->is_on) return;
    uint64_t now = os_ticks_ns();
    if (one->index == 0) {
        buf_reset(&p->lines);
        p->count = 0;
    }
    bool is_idle = strcmp(one->phase, "done") == 0 || strcmp(one->phase, "waiting") == 0;
    if (!is_idle && p->count < LINES_MAX) add_line(p, one);
    if (one->index + 1 < one->count || now - p->start_ns < SECOND_NS) return;
    draw(p);
    p->shown_ns = now;
}

void update_progress_end(struct update_progress *p)
{
    buf_reset(&p->lines);
    p->count = 0;
    if (p->drawn) draw(p);
    buf_release(&p->lines);
}
