/* Prices of bench_population: what evasion would cost those who were caught. */
#include "population.h"

#include "price.h"

#include "base/mem.h"

#include <stdlib.h>

/* In a pool of their own: the sweep's is inside it. */
void prices_find(struct bench *b, const char *path)
{
    struct cordon_error err;
    struct pool *pool = pool_new();
    struct name_scratch *names = name_scratch_new();
    struct ties ties;
    cordon_status st;
    const struct rules *rules = rules_get(b->cordon_rules, &st, &err);
    struct pricing *pricing = rules ? pricing_new(rules, b->policy) : NULL;
    if (!pool || !names || !pricing) die("memory", NULL);
    if (pool_add(pool, path, STR("population"), STR_EMPTY, NULL, &err) ||
        pool_join(pool, names, (uint16_t)b->policy->possible_name_bp, &err) ||
        ties_make(pool, rules->data, b->policy, &ties, &err))
        die("pool", &err);
    uint8_t *is_strong = mem_calloc(pool->subjects + 1, 1);
    const struct tie_findings found = { is_strong };
    if (!is_strong) die("memory", NULL);
    for (size_t i = 0; i < pool->subjects; i++) {
        const struct person *p = person_find(b, pool->subject[i].id);
        is_strong[i] = p && p->is_strong;
    }
    for (uint32_t i = 0; i < pool->subjects; i++) {
        const struct person *p = person_find(b, pool->subject[i].id);
        struct price price;
        int32_t points;
        if (!p || p->label == HONEST || p->points < b->policy->flag_review) continue;
        if (price_find(pricing, &ties, i, &found, AS_OF_S, &price, &points, &err)) die("price", &err);
        struct prices *all = &b->price[p->label];
        b->changed += points != p->points;
        b->inexact += !price.is_exact;
        if (all->count == PRICES_MAX) continue;
        all->sum[all->count] = price.sum;
        all->once[all->count++] = price.once;
    }
    mem_free(is_strong);
    pricing_free(pricing);
    ties_release(&ties);
    name_scratch_free(names);
    pool_free(pool);
}

/* Bars: prices from here to the next. */
enum { BARS = 6 };
static const uint32_t bar_from[BARS] = { 0, 1, 5, 10, 50, 100 };
static const char *const bar_name[BARS] = { "0", "1-4", "5-9", "10-49", "50-99", "100+" };

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static uint32_t at_percent(const uint32_t *sorted, size_t count, size_t percent)
{
    return count ? sorted[(count - 1) * percent / 100] : 0;
}

static void count_bars(const uint32_t *sorted, size_t count, size_t ret[BARS])
{
    memset(ret, 0, BARS * sizeof *ret);
    for (size_t i = 0; i < count; i++) {
        size_t bar = BARS - 1;
        while (sorted[i] < bar_from[bar]) bar--;
        ret[bar]++;
    }
}

static void print_price_line(const char *what, const uint32_t *sorted, size_t count)
{
    printf("  %-8s %-22s %5zu caught: 10 %% %u, 25 %% %u, median %u, 75 %% %u, 90 %% %u", "", what, count,
           at_percent(sorted, count, 10), at_percent(sorted, count, 25), at_percent(sorted, count, 50),
           at_percent(sorted, count, 75), at_percent(sorted, count, 90));
}

void prices_print(struct bench *b)
{
    enum { WIDTH = 50 };
    printf("price of evasion: text 0, mailbox 1, clean exit address 2, new payout account 5, resident accomplice 50\n");
    for (int k = FARM; k < LABELS; k++) {
        struct prices *p = &b->price[k];
        size_t bar[BARS];
        if (!p->count) continue;
        qsort(p->sum, p->count, sizeof *p->sum, by_number);
        qsort(p->once, p->count, sizeof *p->once, by_number);
        printf(" %s\n", label_name[k]);
        print_price_line("each change paid", p->sum, p->count);
        if (k == FARM) printf("  want median >= 50  %s", kept(at_percent(p->sum, p->count, 50) >= 50));
        printf("\n");
        print_price_line("each class paid once", p->once, p->count);
        printf("\n");
        count_bars(p->sum, p->count, bar);
        for (size_t i = 0; i < BARS; i++) {
            size_t len = bar[i] * WIDTH / p->count;
            printf("  %8s %5.1f %% ", bar_name[i], per_hundred(bar[i], p->count));
            while (len-- > 0) putchar('#');
            putchar('\n');
        }
    }
    printf("  %zu prices not exact; %zu with other points than the answer's\n", b->inexact, b->changed);
}

/* One row of bars a label. */
static void draw_label(FILE *f, const struct bench *b, int label, int top)
{
    const struct prices *p = &b->price[label];
    size_t bar[BARS];
    count_bars(p->sum, p->count, bar);
    fprintf(f, "<text class=\"l\" x=\"16\" y=\"%d\">%s</text>\n<text class=\"s\" x=\"16\" y=\"%d\">%zu caught</text>\n"
               "<text class=\"s\" x=\"16\" y=\"%d\">median %u</text>\n",
            top + 34, label_name[label], top + 54, p->count, top + 72, at_percent(p->sum, p->count, 50));
    for (int i = 0; i < BARS; i++) {
        double share = p->count ? (double)bar[i] / (double)p->count : 0;
        int height = (int)(share * 64 + 0.5), x = 136 + i * 80;
        fprintf(f, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"64\" height=\"%d\"/>\n"
                   "<text class=\"n\" x=\"%d\" y=\"%d\">%.0f %%</text>\n",
                bar_from[i] >= 50 ? "b d" : "b", x, top + 84 - height, height > 0 ? height : 1, x + 32,
                top + 78 - height, share * 100);
    }
}

void prices_draw(const struct bench *b, const char *path)
{
    enum { ROW = 100, TOP = 84 };
    FILE *f = fopen(path, "w");
    int rows = 0;
    if (!f) die(path, NULL);
    for (int k = FARM; k < LABELS; k++) rows += b->price[k].count > 0;
    fprintf(f, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 %d\" width=\"640\" role=\"img\" "
               "aria-label=\"Price of evasion\">\n"
               "<style>svg{background:#fff;font:14px system-ui,sans-serif}text{fill:#1c2530}.t{font-size:18px;font-weight:600}"
               ".l{font-size:16px;font-weight:600}.s,.n,.a{fill:#5b6773;font-size:12px}.n,.a{text-anchor:middle}"
               ".b{fill:#9db4c8}.d{fill:#1f5f8b}line{stroke:#d5dce3}"
               "@media(prefers-color-scheme:dark){svg{background:#12181f}text{fill:#e6ebf0}.s,.n,.a{fill:#9aa7b4}"
               ".b{fill:#46586a}.d{fill:#6fb3e0}line{stroke:#2a3541}}</style>\n"
               "<text class=\"t\" x=\"16\" y=\"30\">What it costs to be missed</text>\n"
               "<text class=\"s\" x=\"16\" y=\"50\">cheapest change that brings a caught case below review</text>\n"
               "<text class=\"s\" x=\"16\" y=\"66\">text 0, mailbox 1, exit address 2, payout account 5, resident "
               "accomplice 50</text>\n",
            TOP + rows * ROW + 40);
    int top = TOP;
    for (int k = FARM; k < LABELS; k++) {
        if (!b->price[k].count) continue;
        draw_label(f, b, k, top);
        fprintf(f, "<line x1=\"128\" x2=\"616\" y1=\"%d\" y2=\"%d\"/>\n", top + 84, top + 84);
        top += ROW;
    }
    for (int i = 0; i < BARS; i++)
        fprintf(f, "<text class=\"a\" x=\"%d\" y=\"%d\">%s</text>\n", 168 + i * 80, top + 4, bar_name[i]);
    fprintf(f, "</svg>\n");
    if (fclose(f)) die(path, NULL);
}
