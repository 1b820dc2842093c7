/* The categories and numbers of Japan's list. */
#include "list/jp_list.h"

#include "base/num.h"

/* --- categories ------------------------------------------------------------------------------ */

str jp_category_title(unsigned category)
{
    static const char *const titles[] = {
        [1] = "ミロシェビッチ前ユーゴ大統領関係者",
        [2] = "タリバーン関係者等",
        [3] = "テロリスト等 (1)",
        [4] = "テロリスト等 (2)",
        [5] = "イラク前政権関係者等（Ⅰ）",
        [6] = "イラク前政権関係者等 (Ⅱ)",
        [7] = "イラク前政権関係者等 (Ⅲ)",
        [8] = "【解除】リベリア",
        [9] = "コンゴ民主共和国（個人）",
        [10] = "コンゴ民主共和国 (団体)",
        [11] = "【解除】コートジボワール",
        [12] = "スーダン",
        [13] = "北朝鮮(決議1695号)",
        [14] = "北朝鮮(決議1718号等；団体)",
        [15] = "北朝鮮(決議1718号等；個人)",
        [16] = "北朝鮮(協調；団体)",
        [17] = "北朝鮮(協調；個人)",
        [18] = "【解除】イラン",
        [19] = "イラン（個人）",
        [20] = "イラン (団体)",
        [21] = "ソマリア",
        [22] = "リビア(Ⅰ)",
        [23] = "リビア (Ⅱ)",
        [24] = "シリア（個人）",
        [25] = "シリア（団体）",
        [26] = "クリミア等（個人）",
        [27] = "クリミア等 (団体)",
        [28] = "ロシア連邦(団体(特定銀行を除く))",
        [29] = "ロシア連邦(個人)",
        [30] = "ロシア連邦(特定銀行）",
        [31] = "ベラルーシ(個人)",
        [32] = "ベラルーシ(団体(特定銀行を除く))",
        [33] = "ベラルーシ(特定銀行)",
        [34] = "ロシア及びベラルーシ以外（団体(特定銀行を除く)）",
        [35] = "ロシア及びベラルーシ以外（個人）",
        [36] = "ロシア及びベラルーシ以外（特定銀行)",
        [37] = "中央アフリカ共和国（個人）",
        [38] = "中央アフリカ共和国（団体）",
        [39] = "イエメン共和国",
        [40] = "南スーダン",
        [41] = "マリ共和国",
        [42] = "ハイチ共和国（個人）",
        [43] = "イスラエル",
        [44] = "ハイチ共和国（団体）",
    };
    return category < COUNT_OF(titles) ? str_c(titles[category]) : STR_EMPTY;
}

bool jp_is_lifted(str title)
{
    return jp_holds(title, "【解除】");
}

/* Told from what stands there. */
unsigned jp_other_category(unsigned category)
{
    switch (category) {
    case 3: case 4: return 2;    /* terrorists, also under resolution 1267 */
    case 13: case 16: return 14; /* the DPRK's bodies, also under 1718 */
    case 17: return 15;          /* and persons */
    default: return 0;
    }
}

/* --- numbers --------------------------------------------------------------------------------- */

uint8_t *jp_seen(struct jp *j, unsigned category, unsigned number)
{
    size_t at = (size_t)category * 8191 + number;
    return &j->seen[category > 127 || number > 8190 ? JP_SEEN_SLOTS - 1 : at];
}

bool jp_read_number(struct jp *j, str text, unsigned *ret_number, unsigned *ret_mark)
{
    str s = str_trim(jp_narrow(text, &j->row));
    uint64_t n = 0, m = 0;
    *ret_mark = 0;
    if (s.len && (s.data[0] == '*' || s.data[0] == '#')) s = str_from(s, 1);
    size_t open = str_index(s, '(');
    if (!num_parse_u64(str_trim(str_sub(s, 0, open)), JP_NUMBERS_MAX, &n) || n == 0) return false;
    *ret_number = (unsigned)n;
    if (open == s.len) return true;
    s = str_trim(str_from(s, open + 1));
    if (s.len < 2 || (s.data[0] != '*' && s.data[0] != '#') || !str_ends(s, STR(")"))) return false;
    if (!num_parse_u64(str_trim(str_sub(s, 1, s.len - 1)), JP_NUMBERS_MAX, &m)) return false;
    *ret_mark = (unsigned)m;
    return true;
}

bool jp_read_category(struct jp *j, const struct table_row *row, unsigned *ret_category,
                          unsigned *ret_number)
{
    str s = str_trim(jp_narrow(table_cell(row, KUBUN), &j->row));
    str no = str_trim(jp_narrow(table_cell(row, NO), &j->row));
    uint64_t c = 0, n = 0;
    size_t digits = 0;
    while (digits < s.len && byte_is_digit(s.data[digits])) digits++;
    size_t dash = str_index(no, '-');
    if (!num_parse_u64(str_sub(s, 0, digits), JP_CATEGORIES_MAX, &c) || c == 0) return false;
    if (!num_parse_u64(dash < no.len ? str_from(no, dash + 1) : no, JP_NUMBERS_MAX, &n)) return false;
    *ret_category = (unsigned)c;
    *ret_number = (unsigned)n;
    return n > 0;
}

void jp_check_marks(struct jp *j)
{
    for (size_t at = 0; at < JP_SEEN_SLOTS - 1; at++)
        if (j->seen[at] == JP_SEEN_NAMED)
            list_warn(j->report, j->file->name, 0, STR_EMPTY,
                      "number %u-%u is named by another row and is not there",
                      (unsigned)(at / 8191), (unsigned)(at % 8191));
}
